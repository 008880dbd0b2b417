import type { Locale } from './notifications/locale.js';

export const ROLES = ['MEMBER', 'SELLER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

export interface User {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string | null;
  /** language of what is written to this person; null: the shop's */
  readonly locale: Locale | null;
  readonly roles: readonly Role[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface Seller {
  /** the id of the user who sells */
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
}

export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

export function isRole(value: string): value is Role {
  return ROLES.some((role) => role === value);
}

/** What strangers may see: "Ada L." */
export function displayName({ firstName, lastName }: Pick<User, 'firstName' | 'lastName'>): string {
  const [initial] = [...lastName];
  return initial ? `${firstName} ${initial}.` : firstName;
}

/** `slugOf('Müller & Söhne')` → "muller-sohne"; empty text gives "shop". */
export function slugOf(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return ascii || 'shop';
}

/** The scopes that an access token carries for these roles. */
export function scopesOf(roles: readonly Role[]): string[] {
  const own = ['profile', 'cart', 'orders'];
  if (roles.includes('SELLER')) own.push('catalogue:write', 'orders:fulfil');
  if (roles.includes('ADMIN')) own.push('admin');
  return own;
}
