import { describe, expect, it } from 'vitest';
import { judgeRules } from './item-rules.js';

const item = { onHand: 5, reserved: 2, safetyStock: 1, backorderLimit: 0, backorderLeadDays: null };
const owing = { ...item, onHand: 0, reserved: 3, backorderLimit: 4, backorderLeadDays: 7 };

describe('judgeRules', () => {
  it('changes what is given and keeps the rest', () => {
    expect(judgeRules(item, { safetyStock: 3 })).toEqual({
      kind: 'allowed',
      rules: { safetyStock: 3, backorderLimit: 0, backorderLeadDays: null },
    });
    expect(judgeRules(owing, { backorderLimit: 3 })).toEqual({
      kind: 'allowed',
      rules: { safetyStock: 1, backorderLimit: 3, backorderLeadDays: 7 },
    });
  });

  it('wants to know how long it takes', () => {
    expect(judgeRules(item, { backorderLimit: 4 })).toEqual({ kind: 'no lead days' });
    expect(judgeRules(item, { backorderLimit: 4, backorderLeadDays: 9 }).kind).toBe('allowed');
  });

  it('can’t forbid what was sold already', () => {
    expect(judgeRules(owing, { backorderLimit: 2 })).toEqual({ kind: 'owed', owed: 3 });
  });
});
