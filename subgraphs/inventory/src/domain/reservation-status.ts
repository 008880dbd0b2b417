export const RESERVATION_STATUSES = ['HELD', 'COMMITTED', 'RELEASED', 'EXPIRED', 'CANCELLED'] as const;

/**
 * HELD: pieces are set aside. COMMITTED: paid, the pieces left the shelf. RELEASED, EXPIRED: nothing is set aside, an order that asks or
 * pays again may still get pieces. CANCELLED: the order is over, nothing more is done for it.
 */
export type ReservationStatus = (typeof RESERVATION_STATUSES)[number];

/** From each status to those that may follow. Every change is one conditional UPDATE, so each hold ends once. */
export const NEXT_STATUSES: Readonly<Record<ReservationStatus, readonly ReservationStatus[]>> = {
  HELD: ['COMMITTED', 'RELEASED', 'EXPIRED', 'CANCELLED'],
  RELEASED: ['HELD', 'COMMITTED', 'CANCELLED'],
  EXPIRED: ['HELD', 'COMMITTED', 'CANCELLED'],
  COMMITTED: ['CANCELLED'],
  CANCELLED: [],
};

/** @returns the statuses that may be followed by `next` */
export function statusesBefore(next: ReservationStatus): ReservationStatus[] {
  return RESERVATION_STATUSES.filter((status) => NEXT_STATUSES[status].includes(next));
}
