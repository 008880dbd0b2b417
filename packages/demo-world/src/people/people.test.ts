import { describe, expect, it } from 'vitest';
import { createWorld } from '../world.js';
import { DEMO_LOGINS, DEMO_PASSWORD } from './logins.js';

const users = [...createWorld('demo').users()];

describe('the people of a demo world', () => {
  it('have one login for each role', () => {
    const rolesOf = (email: string) => users.filter((user) => user.email === email).map(({ roles }) => roles);
    expect(rolesOf(DEMO_LOGINS.ADMIN)).toEqual([['MEMBER', 'ADMIN']]);
    expect(rolesOf(DEMO_LOGINS.SELLER)).toEqual([['MEMBER', 'SELLER']]);
    expect(rolesOf(DEMO_LOGINS.MEMBER)).toEqual([['MEMBER']]);
  });

  it('have a password that keeps the password rules', () => {
    for (const rule of [/.{8,}/, /[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z0-9]/]) expect(DEMO_PASSWORD).toMatch(rule);
  });

  it('are 30 of each taste, four sellers and an admin', () => {
    const count = (taste: string | null) => users.filter((user) => user.taste === taste).length;
    const tastes = ['electronics', 'home', 'outdoor', 'fashion', 'books', 'toys'];
    expect(tastes.map(count)).toEqual([30, 30, 30, 30, 30, 30]);
    expect(count(null)).toBe(5);
    expect([...createWorld('demo').sellers()].map(({ id }) => id)).toEqual(
      users.filter(({ roles }) => roles.includes('SELLER')).map(({ id }) => id),
    );
  });

  it('have plain addresses: an email in ASCII, one default, eight countries, no digit left open', () => {
    for (const { email, addresses, taste, phone } of users) {
      expect(email).toMatch(/^[a-z0-9]+(\.[a-z0-9]+)*@souk\.test$/);
      expect(phone ?? '+1').toMatch(/^\+\d+$/);
      expect(addresses.filter(({ isDefault }) => isDefault).length).toBe(taste === null ? 0 : 1);
      for (const address of addresses) expect(Object.values(address).join()).not.toMatch(/#|\{/);
    }
    expect(new Set(users.flatMap(({ addresses }) => addresses.map(({ country }) => country))).size).toBe(8);
  });
});
