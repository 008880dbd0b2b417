import { describe, expect, it } from 'vitest';
import type { FaultInput } from './fault.js';
import { Faults } from './faults.js';

const aRequest = { method: 'POST', path: '/v1/refunds', idempotencyKey: 'k', metadata: () => ({ orderId: '7' }) };

describe('which requests a fault befalls', () => {
  it.each<[string, FaultInput['match'] & object, Partial<typeof aRequest>]>([
    ['the method', { method: 'GET' }, { method: 'GET' }],
    ['the path', { path: '/v1/payment_intents/*/confirm' }, { path: '/v1/payment_intents/pi_1/confirm' }],
    ['the idempotency key', { idempotencyKey: 'other' }, { idempotencyKey: 'other' }],
    ['an entry of the metadata', { metadata: { orderId: '8' } }, { metadata: () => ({ orderId: '8' }) }],
  ])('is told by %s', (_, match, fitting) => {
    const faults = _faults({ match });
    expect(faults.ofRequest(aRequest)).toEqual([]);
    expect(faults.ofRequest({ ...aRequest, ...fitting })).toHaveLength(1);
    expect(faults.list()).toMatchObject([{ fitted: 1, fired: 1 }]);
  });

  it.each([
    ['the n-th', { nth: 3 }, [3]],
    ['every n-th', { every: 2 }, [2, 4, 6]],
    ['all', {}, [1, 2, 3, 4, 5, 6]],
  ])('may be %s', (_, match, expected) => {
    expect(_firedOn(_faults({ match }), 6)).toEqual(expected);
  });

  it('may be so many at most', () => {
    expect(_firedOn(_faults({ match: { every: 2 }, times: 2 }), 10)).toEqual([2, 4]);
  });

  it('may be left to chance, which repeats with the same seed', () => {
    const runs = [1, 1, 2].map((seed) => _firedOn(_faults({ match: { probability: 0.3, seed } }), 1000));
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).not.toEqual(runs[2]);
    for (const { length } of runs) expect(Math.abs(length - 300)).toBeLessThan(60);
  });

  it('is none when there is no fault, or it was taken back', () => {
    const faults = new Faults();
    const { id } = faults.add({ on: 'request', effect: { kind: 'reset' } });
    expect(faults.hasRequestFaults).toBe(true);
    expect([faults.clear('another'), faults.clear(id), faults.hasRequestFaults]).toEqual([false, true, false]);
    expect(faults.ofRequest(aRequest)).toEqual([]);
  });
});

it.each<[string, object]>([
  ['an unknown effect', { on: 'request', effect: { kind: 'explode' } }],
  ['an unknown matcher', { on: 'request', match: { colour: 'red' }, effect: { kind: 'reset' } }],
  ['a probability above one', { on: 'request', match: { probability: 1.1 }, effect: { kind: 'reset' } }],
  ['an order that is no permutation', { on: 'webhook', effect: { kind: 'reorder', order: [0, 2] } }],
  ['an effect on the wrong thing', { on: 'webhook', effect: { kind: 'decline' } }],
])('refuses %s', (_, fault) => {
  expect(() => new Faults().add(fault as FaultInput)).toThrow();
});

function _faults(fault: Omit<Extract<FaultInput, { on: 'request' }>, 'on' | 'effect'>): Faults {
  const faults = new Faults();
  faults.add({ on: 'request', effect: { kind: 'reset' }, ...fault });
  return faults;
}

/** The numbers, from 1, of the requests that were befallen. */
function _firedOn(faults: Faults, requests: number): number[] {
  const numbers = Array.from({ length: requests }, (_, index) => index + 1);
  return numbers.filter(() => faults.ofRequest(aRequest).length > 0);
}
