import { expect, it } from 'vitest';
import { displayName, scopesOf, slugOf } from './user.js';

it('shows strangers a first name and an initial', () => {
  expect(displayName({ firstName: 'Ada', lastName: 'Lovelace' })).toBe('Ada L.');
  expect(displayName({ firstName: 'Ada', lastName: '' })).toBe('Ada');
  expect(displayName({ firstName: 'Ada', lastName: '𝒳yz' })).toBe('Ada 𝒳.');
});

it('makes a slug of any name', () => {
  expect(slugOf('Müller & Söhne')).toBe('muller-sohne');
  expect(slugOf('東京')).toBe('shop');
});

it('gives a scope for what a role may do', () => {
  expect(scopesOf(['MEMBER'])).not.toContain('admin');
  expect(scopesOf(['MEMBER', 'SELLER'])).toContain('catalogue:write');
  expect(scopesOf(['ADMIN'])).toContain('admin');
});
