import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lookAhead,
  RETURN_STEPS,
  type ReturnStatus,
  type ReturnStep,
  ReturnStatus as statusNames,
} from './return-status.js';

const statuses = Object.values(statusNames);
const steps = Object.keys(RETURN_STEPS) as ReturnStep[];

describe('the table of returns', () => {
  it('knows for every state and step whether it can be gone', () => {
    const possible = statuses.flatMap((status) =>
      steps.filter((step) => lookAhead(status, step) === 'possible').map((step) => `${status} ${step}`),
    );
    expect(possible).toEqual([
      'REQUESTED approve',
      'REQUESTED reject',
      'REQUESTED withdraw',
      'APPROVED withdraw',
      'APPROVED receive',
      'RECEIVED complete',
    ]);
  });

  it('takes a step that was gone already as done, and goes it once', () => {
    for (const step of steps) expect(lookAhead(RETURN_STEPS[step].to, step)).toBe('done');
  });

  it('never leads back, whatever is tried in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps)), (tried) => {
        const seen: ReturnStatus[] = ['REQUESTED'];
        for (const step of tried) {
          const now = seen.at(-1) ?? 'REQUESTED';
          if (lookAhead(now, step) === 'possible') seen.push(RETURN_STEPS[step].to);
        }
        expect(new Set(seen).size).toBe(seen.length);
      }),
    );
  });

  it('leaves every decision but the withdrawal to the seller, and names each on the timeline', () => {
    expect(steps.filter((step) => RETURN_STEPS[step].by === 'buyer')).toEqual(['withdraw']);
    expect(new Set(steps.map((step) => RETURN_STEPS[step].event)).size).toBe(steps.length);
  });
});
