import type { PackingSlip } from '../use-cases/read-document.js';
import { html } from './html.js';
import { addressBlock, dayOf, paper } from './paper.page.js';

/** What lies in the parcel and where it goes; no prices, no e-mail address. */
export function packingSlipPage({ order, shipment, contents }: PackingSlip): string {
  const { carrier, trackingNumber, shippedAt } = shipment;
  const rows = contents.map(
    ({ sku, name, quantity }) => html`<tr><td>${sku}</td><td>${name}</td><td class="number">${quantity}</td></tr>`,
  );
  const body = html`<div class="addresses">${addressBlock('Send to', order.shippingAddress)}</div>
<table><thead><tr><th>SKU</th><th>Article</th><th class="number">Pieces</th></tr></thead><tbody>${rows}</tbody></table>`;
  const facts = [`Order ${order.number}`, dayOf(shippedAt), `${carrier} ${trackingNumber}`];
  return paper({ title: 'Packing slip', facts, body });
}
