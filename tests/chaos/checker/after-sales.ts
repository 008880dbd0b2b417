import type { ClientLog } from '../clients/client-log.js';
import type { Rig } from '../rig/rig.js';
import { type Violation, violations } from './violation.js';

/** What was sent, sent back and paid back, piece by piece; and its papers. */
export async function checkAfterSales({ sql: { orders } }: Rig, log: ClientLog): Promise<Violation[]> {
  const [lines, unpaid, parcels, returns, refunds, numbers, series] = await Promise.all([
    orders`
      select l.id, l.quantity, l.dropped_quantity, l.returned_quantity, l.refunded_quantity, coalesce(s.sent, 0)::int as sent,
        coalesce(b.back, 0)::int as back, coalesce(r.refunded, 0)::int as refunded
      from order_lines l
        left join (select order_line_id, sum(quantity) as sent from shipment_lines group by 1) s on s.order_line_id = l.id
        left join (select order_line_id, sum(restocked_quantity + written_off_quantity) as back from return_lines group by 1) b
          on b.order_line_id = l.id
        left join (
          select order_line_id, sum(quantity) as refunded from refund_lines join refunds on refunds.id = refund_id
          where status <> 'FAILED' group by 1) r on r.order_line_id = l.id
      where order_id not in (select id from chaos.seeded)`,
    orders`
      select r.id from returns r join return_lines l on l.return_id = r.id left join refunds f on f.id = r.refund_id
      where r.status = 'COMPLETED' and l.restocked_quantity + l.written_off_quantity > 0 and f.status is distinct from 'SUCCEEDED'
        and r.order_id not in (select id from chaos.seeded)`,
    orders`select id from shipments`,
    orders`select id from returns`,
    orders`select id from refunds`,
    orders`select kind, count(*)::int as count, count(distinct number)::int as numbers from order_documents group by 1`,
    orders`select kind, issued from document_series`,
  ]);
  const there = new Set([...parcels, ...returns, ...refunds].map(({ id }) => String(id)));
  const acknowledged = log.calls.flatMap(({ deed, outcome }) =>
    KEPT.has(deed) && outcome.kind === 'ok' ? [String(outcome.data.id)] : [],
  );
  const wrong = lines.filter(
    (row) =>
      row.sent + row.dropped_quantity > row.quantity ||
      row.back > row.sent ||
      row.back !== row.returned_quantity ||
      row.refunded !== row.refunded_quantity ||
      row.refunded > row.back + row.dropped_quantity,
  );
  const issued = new Map(numbers.map((row) => [row.kind, row]));
  return [
    ...violations(
      'pieces: sent + dropped ≤ ordered, back ≤ sent, refunded ≤ back + dropped',
      wrong.map((row) => JSON.stringify(row)),
    ),
    ...violations(
      'pieces: what came back is paid back',
      unpaid.map(({ id }) => `return ${id}`),
    ),
    ...violations(
      'promises: every acknowledged parcel, return and refund is there',
      acknowledged.filter((id) => !there.has(id)),
    ),
    ...violations(
      'papers: no number is lost or given twice',
      series
        .filter(({ kind, issued: last }) => issued.get(kind)?.count !== last || issued.get(kind)?.numbers !== last)
        .map(({ kind, issued: last }) => `${kind}: ${last} issued, ${issued.get(kind)?.count ?? 0} there`),
    ),
  ];
}

const KEPT: ReadonlySet<string> = new Set(['parcel-send', 'return-request', 'refund-ask']);
