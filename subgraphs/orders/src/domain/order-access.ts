import { hasRole, type Viewer } from '@souk/subgraph-kit';

/** Whom an order concerns. */
export interface OrderParties {
  /** null: a guest's order. Its id is unguessable (UUIDv4) and is its key. */
  readonly userId: string | null;
  readonly sellerIds: readonly string[];
}

export function isAdmin(viewer: Viewer): boolean {
  return hasRole(viewer, 'ADMIN');
}

export function isBuyer(viewer: Viewer, { userId }: OrderParties): boolean {
  return userId === null || (viewer.kind === 'member' && viewer.id === userId);
}

export function isSellerOf(viewer: Viewer, { sellerIds }: OrderParties): boolean {
  return viewer.kind === 'member' && hasRole(viewer, 'SELLER') && sellerIds.includes(viewer.id);
}

/** The buyer, a seller of one of its lines, an admin. */
export function mayRead(viewer: Viewer, parties: OrderParties): boolean {
  return isBuyer(viewer, parties) || isSellerOf(viewer, parties) || isAdmin(viewer);
}
