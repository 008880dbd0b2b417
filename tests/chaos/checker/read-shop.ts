import type { Rig } from '../rig/rig.js';

export interface OrderRow {
  readonly id: string;
  readonly status: string;
  readonly payment_status: string;
  readonly version: number;
  readonly cart_id: string;
  readonly cart_version: number;
  readonly discount_minor: number;
  readonly total_minor: number;
  readonly paid_at: Date | null;
  /** AUTOMATIC: at once; ON_FULFILMENT: parcel by parcel */
  readonly capture_method: string;
  /** pieces that were sent, or are to be */
  readonly pieces: number;
  readonly sent: number;
}

/** What the orders of this run sold; seeded ones are left out. */
export function readOrders({ sql }: Rig): Promise<OrderRow[]> {
  return sql.orders<OrderRow[]>`
    select o.id, o.status, o.payment_status, o.version, o.cart_id, o.cart_version, o.discount_minor::int, o.total_minor::int, p.paid_at,
      p.capture_method, l.pieces, coalesce(s.sent, 0)::int as sent
    from orders o left join payments p on p.order_id = o.id
      left join (select order_id, sum(quantity - dropped_quantity)::int as pieces from order_lines group by 1) l on l.order_id = o.id
      left join (
        select order_id, sum(quantity) as sent from shipments join shipment_lines on shipment_id = shipments.id group by 1) s
        on s.order_id = o.id
    where o.id not in (select id from chaos.seeded)`;
}

/** Notes what is there before anything is done to it. */
export async function takeBaseline({ sql }: Rig): Promise<void> {
  await sql.orders`create table chaos.seeded as select id from orders`;
  await sql.inventory`
    create table chaos.stock as
    select variant_id, sum(on_hand)::int as on_hand, clock_timestamp() as at from stock_items group by variant_id`;
}

/** Paid, or kept for us by the bank, and not taken back: its pieces are sold. */
export function isSold({ status, payment_status, paid_at }: OrderRow): boolean {
  return (paid_at !== null || payment_status === 'AUTHORIZED') && status !== 'CANCELLED';
}
