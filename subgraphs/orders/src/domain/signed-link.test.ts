import { expect, it } from 'vitest';
import { isSigned, signPath } from './signed-link.js';

const key = 'a-key-of-at-least-thirty-two-characters';
const now = new Date('2026-03-01T12:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const urlOf = (path: string) => new URL(path, 'http://localhost');

it('opens its own path for fifteen minutes', () => {
  const link = urlOf(signPath('/documents/1', { now, key }));
  expect(isSigned(link, { now, key })).toBe(true);
  expect(isSigned(link, { now: later(14.9), key })).toBe(true);
  expect(isSigned(link, { now: later(15), key })).toBe(false);
});

it('opens nothing else: no other path, no later time, no other key, nothing without a signature', () => {
  const link = signPath('/documents/1', { now, key });
  const expires = urlOf(link).searchParams.get('expires') ?? '';
  const forged = [
    link.replace('/1', '/2'),
    link.replace(expires, String(Number(expires) + 1)),
    link.replace(/signature=.*/, 'signature='),
    link.replace(/signature=./, 'signature=_'),
    '/documents/1',
    '/documents/1?expires=99999999999999&signature=x',
  ];
  for (const path of forged) expect(isSigned(urlOf(path), { now, key })).toBe(path === link);
  expect(isSigned(urlOf(link), { now, key: `${key}!` })).toBe(false);
});
