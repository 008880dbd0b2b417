import { describe, expect, it } from 'vitest';
import { type PolicyContext, subgraphPolicy } from './subgraph-policy.js';

const context: PolicyContext = { hint: undefined, isPassedOn: (name) => name === 'accept-language' };
const policy = (control: string | undefined, more: Record<string, string | string[]> = {}, status = 200) => {
  const headers = { ...(control !== undefined && { 'cache-control': control }), ...more };
  return subgraphPolicy({ status, headers }, context);
};

describe('how long an answer holds, and for whom', () => {
  it.each([
    ['public, max-age=60', 60, 'public'],
    ['PUBLIC , Max-Age="60"', 60, 'public'],
    ['max-age=60', 60, 'unsaid'],
    ['private, max-age=60', 60, 'private'],
    ['max-age=5, s-maxage=60', 60, 'public'],
    ['private, s-maxage=60', 60, 'private'],
    ['max-age=60, max-age=60', 60, 'unsaid'],
    ['max-age=60, must-revalidate, unknown=1', 60, 'unsaid'],
  ])('is read from %s', (control, seconds, scope) => {
    expect(policy(control)).toEqual({ seconds, scope, variesByHeaders: false });
  });

  it.each([
    undefined,
    '',
    'public',
    'no-store',
    'public, max-age=60, no-store',
    'max-age=60, no-cache',
    'no-cache="set-cookie", max-age=60',
    'max-age=0',
    'max-age=60, s-maxage=0',
    'max-age=60, max-age=61',
    'max-age=-1',
    'max-age=1.5',
    'max-age=1e3',
    'max-age=soon',
    'max-age',
  ])('is nothing that may be kept with %s', (control) => {
    expect(policy(control)).toBeUndefined();
  });

  it('is what is left of it when it has been kept elsewhere', () => {
    expect(policy('max-age=60', { age: '59' })?.seconds).toBe(1);
    expect(policy('max-age=60', { age: '60' })).toBeUndefined();
    expect(policy('max-age=60', { age: 'old' })).toBeUndefined();
  });

  it('is nothing that may be kept with another status, or a cookie', () => {
    expect(policy('public, max-age=60', {}, 206)).toBeUndefined();
    expect(policy('public, max-age=60', { 'set-cookie': ['a=b'] })).toBeUndefined();
  });

  it('may depend on headers that are the same for all, or that answers are kept apart by', () => {
    const vary = (names: string | string[]) => policy('public, max-age=60', { vary: names })?.variesByHeaders;
    expect(vary('Origin, Accept-Encoding')).toBe(false);
    expect(vary('Origin, Accept-Language')).toBe(true);
    expect(vary(['Origin', 'Cookie'])).toBeUndefined();
    expect(vary('*')).toBeUndefined();
    expect(vary('x-router-context')).toBeUndefined();
  });

  it('is what the supergraph says when the answer says nothing', () => {
    const hint = { seconds: 5, scope: 'private' } as const;
    const given = (headers: Record<string, string>) => subgraphPolicy({ status: 200, headers }, { ...context, hint });
    expect(given({})).toEqual({ ...hint, variesByHeaders: false });
    expect(given({ 'cache-control': 'no-store' })).toBeUndefined();
    expect(given({ 'cache-control': 'public, max-age=60' })).toMatchObject({ seconds: 60, scope: 'public' });
    expect(given({ vary: '*' })).toBeUndefined();
  });
});
