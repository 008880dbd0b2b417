import type { OrderAddress } from '../domain/order.js';
import { type Html, html } from './html.js';

const STYLE = `
  body { font: 14px/1.5 system-ui, sans-serif; color: #111; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
  h1 { font-size: 1.5rem; margin: 0 } header { display: flex; justify-content: space-between; margin-bottom: 2rem }
  .addresses { display: flex; gap: 4rem; margin: 2rem 0 } address { font-style: normal; white-space: pre-line }
  h2 { font-size: .8rem; text-transform: uppercase; letter-spacing: .05em; color: #666; margin: 0 }
  table { width: 100%; border-collapse: collapse } th, td { padding: .4rem .5rem; text-align: left; border-bottom: 1px solid #ddd }
  .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } tfoot td { border: 0 }
  tfoot tr:last-child { font-weight: bold } tr { break-inside: avoid } thead { display: table-header-group }
  @page { margin: 18mm } @media print { body { margin: 0; max-width: none; padding: 0 } }`;

/** A page to be printed. It runs and loads nothing. */
export function paper({ title, facts, body }: { title: string; facts: readonly string[]; body: Html }): string {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head><body>
<header><h1>${title}</h1><div class="number">${facts.map((fact) => html`<div>${fact}</div>`)}</div></header>
${body}</body></html>`.text;
}

export function addressBlock(label: string, address: OrderAddress): Html {
  const { recipient, line1, line2, city, region, postalCode, country } = address;
  const place = [city, region, postalCode].filter(Boolean).join(', ');
  const text = [recipient, line1, line2, place, country].filter(Boolean).join('\n');
  return html`<div><h2>${label}</h2><address>${text}</address></div>`;
}

/** `2026-03-01`, UTC */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
