import { describe, expect, it } from 'vitest';
import { judgeRow, MAX_IMPORT_ROWS, readImport } from './stock-import.js';

describe('readImport', () => {
  it('reads rows under a header whose columns stand in any order', () => {
    expect(readImport('Warehouse,SKU,onHand\nber-1,A,5\n')).toEqual({
      kind: 'rows',
      rows: [{ line: 2, sku: 'A', warehouseCode: 'BER-1', pieces: { kind: 'onHand', count: 5 } }],
      errors: [],
    });
    expect(readImport('sku,warehouse,delta\nA,X,-5')).toMatchObject({
      rows: [{ pieces: { kind: 'delta', count: -5 } }],
    });
  });

  it('names every row that can’t be read, and the later of two for the same shelf', () => {
    const text = ['sku,warehouse,onHand', 'A,X,1', 'B,X', 'C,X,1.5', 'D,X,-1', 'E,X,10000001', 'A,x,2', 'F,X,'].join(
      '\n',
    );
    const read = readImport(text);
    expect(read.kind === 'rows' && read.rows.map(({ sku }) => sku)).toEqual(['A']);
    expect(read.kind === 'rows' && read.errors.map(({ line, code }) => [line, code])).toEqual([
      [3, 'COLUMNS'],
      [4, 'NOT_A_NUMBER'],
      [5, 'OUT_OF_RANGE'],
      [6, 'OUT_OF_RANGE'],
      [7, 'REPEATED'],
      [8, 'NOT_A_NUMBER'],
    ]);
  });

  it('refuses what is no such text as a whole', () => {
    const rows = Array.from({ length: MAX_IMPORT_ROWS + 1 }, (_, index) => `S${index},X,1`);
    const kindOf = (text: string) => readImport(text).kind;
    expect(kindOf('sku,"warehouse')).toBe('not csv');
    for (const header of ['', 'sku,warehouse', 'sku,warehouse,price', 'sku,warehouse,onHand,delta', 'sku,sku,delta']) {
      expect(kindOf(`${header}\nA,X,1`)).toBe('wrong header');
    }
    expect(kindOf('sku,warehouse,delta\n')).toBe('no rows');
    expect(kindOf(['sku,warehouse,delta', ...rows].join('\n'))).toBe('too many rows');
    expect(kindOf(['sku,warehouse,delta', ...rows.slice(1)].join('\n'))).toBe('rows');
  });
});

it.each([
  [{ kind: 'onHand', count: 7 }, { onHand: 5, reserved: 2 }, { delta: 2 }],
  [{ kind: 'onHand', count: 1 }, { onHand: 5, reserved: 2 }, { code: 'BELOW_RESERVED' }],
  [{ kind: 'delta', count: -3 }, { onHand: 5, reserved: 2 }, { delta: -3 }],
  [{ kind: 'delta', count: 10_000_000 }, { onHand: 5, reserved: 2 }, { code: 'OUT_OF_RANGE' }],
  [{ kind: 'onHand', count: 0 }, { onHand: -4, reserved: 0 }, { delta: 0 }],
] as const)('%o on %o is %o', (pieces, item, expected) => {
  expect(judgeRow({ pieces }, item)).toEqual(expected);
});
