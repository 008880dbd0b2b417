import { describe, expect, it } from 'vitest';
import { CHANNELS, NOTIFICATION_KINDS, ruleOf } from './notification-kind.js';
import { isWanted, preferencesOf } from './preferences.js';

describe('what somebody is written about', () => {
  it('is what the law requires, whatever the choice', () => {
    expect(isWanted('ORDER_PLACED', 'MAIL', false)).toBe(true);
    expect(isWanted('ORDER_REFUNDED', 'MAIL', undefined)).toBe(true);
  });

  it('is what belongs to an order, until it is declined', () => {
    expect(isWanted('ORDER_SHIPPED', 'SMS', undefined)).toBe(true);
    expect(isWanted('ORDER_SHIPPED', 'SMS', false)).toBe(false);
  });

  it('is marketing only for who asked for it', () => {
    expect(isWanted('CART_ABANDONED', 'MAIL', undefined)).toBe(false);
    expect(isWanted('CART_ABANDONED', 'MAIL', true)).toBe(true);
  });

  it('is never sent where it is not offered', () => {
    expect(isWanted('WELCOME', 'SMS', true)).toBe(false);
  });
});

it('lists every kind on every channel that is offered, with what was chosen', () => {
  const chosen = { kind: 'ORDER_SHIPPED', channel: 'SMS', isOn: false } as const;
  const all = preferencesOf(['MEMBER', 'SELLER'], [chosen]);
  const offered = NOTIFICATION_KINDS.flatMap((kind) => CHANNELS.filter((channel) => ruleOf(kind, channel) !== 'NEVER'));
  expect(all).toHaveLength(offered.length);
  expect(all).toContainEqual({ ...chosen, isRequired: false });
  expect(all).toContainEqual({ kind: 'ORDER_PLACED', channel: 'MAIL', isOn: true, isRequired: true });
});

it('offers only sellers to be told of low stock', () => {
  const kinds = (roles: Parameters<typeof preferencesOf>[0]) => preferencesOf(roles, []).map(({ kind }) => kind);
  expect(kinds(['MEMBER'])).not.toContain('LOW_STOCK');
  expect(kinds(['SELLER'])).toContain('LOW_STOCK');
});
