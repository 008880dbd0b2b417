import { ForbiddenError, UnauthenticatedError } from '../errors.js';

export interface Guest {
  readonly kind: 'guest';
}

export interface Member {
  readonly kind: 'member';
  readonly id: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** the verified claims of the access token */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Who asks: as the router found out and signed. */
export type Viewer = Guest | Member;

export const GUEST: Guest = { kind: 'guest' };

/** @throws UnauthenticatedError  for a guest */
export function requireMember(viewer: Viewer): Member {
  if (viewer.kind === 'guest') throw new UnauthenticatedError();
  return viewer;
}

/** @throws UnauthenticatedError, ForbiddenError  unless the viewer has at least one of the roles */
export function requireRole(viewer: Viewer, ...roles: readonly string[]): Member {
  const member = requireMember(viewer);
  if (!roles.some((role) => member.roles.includes(role))) throw new ForbiddenError();
  return member;
}

export function hasRole(viewer: Viewer, role: string): boolean {
  return viewer.kind === 'member' && viewer.roles.includes(role);
}
