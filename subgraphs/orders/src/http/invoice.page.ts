import { type Currency, formatAmount } from '@souk/subgraph-kit';
import type { Order, OrderLine } from '../domain/order.js';
import type { ReadDocument } from '../use-cases/read-document.js';
import { type Html, html } from './html.js';
import { addressBlock, dayOf, paper } from './paper.page.js';

/** An invoice or a credit note, to be printed. Every amount is the order's own. */
export function invoicePage({ document, order, lines, refund, invoiceNumber }: ReadDocument): string {
  const isInvoice = document.kind === 'INVOICE';
  const { number, issuedAt, amountMinor } = document;
  const facts = [number, dayOf(issuedAt), `Order ${order.number}`, ...(isInvoice ? [] : [`For ${invoiceNumber}`])];
  const table = isInvoice
    ? soldLines(order, lines)
    : html`<table><tbody><tr><td>${refund?.reason ?? 'Refund'}</td>
<td class="number">${money(amountMinor, order.currency)}</td></tr></tbody></table>`;
  const addresses = html`<div class="addresses">${addressBlock('Billed to', order.billingAddress)}
${addressBlock('Sent to', order.shippingAddress)}</div>`;
  return paper({ title: isInvoice ? 'Invoice' : 'Credit note', facts, body: html`${addresses}${table}` });
}

function soldLines(order: Order, lines: readonly OrderLine[]): Html {
  const { currency, subtotalMinor, discountMinor, shippingMinor, taxMinor, includedTaxMinor, totalMinor } = order;
  const sums: [string, number][] = [
    ['Subtotal', subtotalMinor],
    ['Discount', -discountMinor],
    ['Shipping', shippingMinor],
    ...(includedTaxMinor > 0 ? [] : [['Tax', taxMinor] satisfies [string, number]]),
    ['Total', totalMinor],
    ...(includedTaxMinor > 0 ? [['Tax in it', includedTaxMinor] satisfies [string, number]] : []),
  ];
  return html`<table><thead><tr><th>Article</th><th class="number">Pieces</th><th class="number">Price</th>
<th class="number">Discount</th><th class="number">Tax</th><th class="number">Amount</th></tr></thead>
<tbody>${lines.map((line) => soldLine(line, currency))}</tbody>
<tfoot>${sums.map(
    ([label, minor]) =>
      html`<tr><td colspan="5" class="number">${label}</td><td class="number">${money(minor, currency)}</td></tr>`,
  )}</tfoot></table>`;
}

function soldLine(line: OrderLine, currency: Currency): Html {
  const { name, sku, quantity, unitPriceMinor, subtotalMinor, discountMinor, taxRateBasisPoints } = line;
  return html`<tr><td>${name}<br><small>${sku}</small></td><td class="number">${quantity}</td>
<td class="number">${money(unitPriceMinor, currency)}</td><td class="number">${money(-discountMinor, currency)}</td>
<td class="number">${taxRateBasisPoints === null ? '' : `${taxRateBasisPoints / 100} %`}</td>
<td class="number">${money(subtotalMinor - discountMinor, currency)}</td></tr>`;
}

function money(minor: number, currency: Currency): string {
  return `${formatAmount(minor, currency)} ${currency}`;
}
