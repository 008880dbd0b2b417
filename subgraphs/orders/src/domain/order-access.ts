import { hasRole, type Viewer } from '@souk/subgraph-kit';
import type { OrderPart } from './seller-part.js';

/** Whom an order concerns. */
export interface OrderParties {
  /** null: a guest's order. Its id is unguessable (UUIDv4) and is its key. */
  readonly userId: string | null;
  readonly sellerIds: readonly string[];
}

/** How much of an order somebody sees: all of it, or one seller's part. */
export type Sight = typeof WHOLE | { readonly kind: 'part'; readonly part: OrderPart };

export const WHOLE = { kind: 'whole' } as const;

export function isAdmin(viewer: Viewer): boolean {
  return hasRole(viewer, 'ADMIN');
}

/** A seller who was given the key of a guest's order is a seller still. */
export function isBuyer(viewer: Viewer, parties: OrderParties): boolean {
  if (parties.userId === null) return !isSellerOf(viewer, parties);
  return viewer.kind === 'member' && viewer.id === parties.userId;
}

export function isSellerOf(viewer: Viewer, { sellerIds }: OrderParties): boolean {
  return viewer.kind === 'member' && hasRole(viewer, 'SELLER') && sellerIds.includes(viewer.id);
}

/** The buyer, a seller of one of its lines, an admin. */
export function mayRead(viewer: Viewer, parties: OrderParties): boolean {
  return isBuyer(viewer, parties) || isSellerOf(viewer, parties) || isAdmin(viewer);
}

/** @returns null for whom the order does not concern */
export function sightOf(viewer: Viewer, userId: string | null, parts: readonly OrderPart[]): Sight | null {
  const parties = { userId, sellerIds: parts.map(({ sellerId }) => sellerId) };
  if (isAdmin(viewer) || isBuyer(viewer, parties)) return WHOLE;
  const part = parts.find((one) => maySeePart(viewer, one));
  return part ? { kind: 'part', part } : null;
}

export function maySeePart(viewer: Viewer, { sellerId }: OrderPart): boolean {
  return isAdmin(viewer) || isSellerOf(viewer, { userId: null, sellerIds: [sellerId] });
}
