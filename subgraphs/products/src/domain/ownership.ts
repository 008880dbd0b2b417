import { ForbiddenError, hasRole, type Member, NotFoundError, requireRole, type Viewer } from '@souk/subgraph-kit';

/** @throws UnauthenticatedError, ForbiddenError  for those who sell nothing */
export function requireSeller(viewer: Viewer): Member {
  return requireRole(viewer, 'SELLER', 'ADMIN');
}

/**
 * Sellers manage what is theirs, admins everything.
 *
 * @throws NotFoundError  for somebody else's thing as for an absent one
 */
export function requireOwn<Thing extends { readonly sellerId: string }>(
  member: Member,
  thing: Thing | null | undefined,
  what: string,
): Thing {
  if (thing && (thing.sellerId === member.id || hasRole(member, 'ADMIN'))) return thing;
  throw new NotFoundError(what);
}

/** Who will sell a new product. @throws ForbiddenError  when a seller names another */
export function sellerOfNew(member: Member, sellerId: string | null): string {
  if (sellerId === null || sellerId === member.id) return member.id;
  if (hasRole(member, 'ADMIN')) return sellerId;
  throw new ForbiddenError('Only admins create products for others');
}
