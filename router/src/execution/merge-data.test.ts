import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { SupergraphTypes } from '../supergraph/supergraph-types.js';
import { copyData, mergeData } from './merge-data.js';

const types = new SupergraphTypes(
  buildSchema('interface Media { id: ID } type Book implements Media { id: ID } type Query { media: Media }'),
);

function merged(target: Record<string, unknown>, source: Record<string, unknown>): unknown {
  mergeData(target, source, types);
  return target;
}

describe('mergeData', () => {
  it('merges objects by key and lists of one length by item', () => {
    expect(merged({ a: { x: 1 }, l: [{ x: 1 }, null] }, { a: { y: 2 }, l: [{ y: 2 }, { y: 3 }], b: 0 })).toEqual({
      a: { x: 1, y: 2 },
      l: [{ x: 1, y: 2 }, { y: 3 }],
      b: 0,
    });
  });

  it.each([
    [{ a: { x: 1 } }, { a: null }],
    [{ a: null }, { a: { x: 1 } }],
  ])('does not lose an object to a null: %j and %j', (target, source) => {
    expect(merged(target, source)).toEqual({ a: { x: 1 } });
  });

  it.each([
    [{ l: [{ x: 1 }] }, { l: null }],
    [{ l: null }, { l: [{ x: 1 }] }],
  ])('does not lose a list to a null: %j and %j', (target, source) => {
    expect(merged(target, source)).toEqual({ l: [{ x: 1 }] });
  });

  it('replaces leaves, falsy ones too', () => {
    expect(merged({ a: 1, b: 'x', c: true }, { a: 0, b: '', c: false })).toEqual({ a: 0, b: '', c: false });
  });

  it('keeps a concrete __typename from that of an interface object', () => {
    expect(merged({ __typename: 'Book' }, { __typename: 'Media' })).toEqual({ __typename: 'Book' });
    expect(merged({ __typename: 'Media' }, { __typename: 'Book' })).toEqual({ __typename: 'Book' });
  });

  it('does not take a prototype from a subgraph', () => {
    const target = merged({}, JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": 1}'));
    expect(target).not.toHaveProperty('isAdmin');
    expect(target).toHaveProperty('constructor', 1);
  });
});

it('copyData shares no object with the original', () => {
  const original = { a: [{ b: { c: 1 } }, null] };
  const copy = copyData(original);
  expect(copy).toEqual(original);
  Object.assign(copy.a[0]!.b, { c: 2 });
  expect(original.a[0]?.b.c).toBe(1);
});
