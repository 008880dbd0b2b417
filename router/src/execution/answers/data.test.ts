import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { plainData, readData } from '../../../tests/fixtures/read-data.js';
import { SupergraphTypes } from '../../supergraph/supergraph-types.js';
import { Place } from '../program/place.js';
import { copyValue, DataObject, mergeObject } from './data.js';

const types = new SupergraphTypes(
  buildSchema('interface Media { id: ID } type Book implements Media { id: ID } type Query { media: Media }'),
);

/** Both read at one place, whose slots come from both. */
function merged(target: Record<string, unknown>, source: Record<string, unknown>): unknown {
  const place = new Place();
  for (const data of [target, source]) readSlots(data, place);
  const [one, other] = [readData(target, place), readData(source, place)];
  mergeObject(one, other, types, false);
  return plainData(one, place);
}

function readSlots(data: unknown, place: Place): void {
  if (Array.isArray(data)) for (const item of data) readSlots(item, place);
  else if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) if (key !== '__typename') readSlots(value, place.slot(key).below);
  }
}

describe('mergeObject', () => {
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
    [{ l: [1] }, { l: null }],
  ])('does not lose a list to a null: %j and %j', (target, source) => {
    expect(merged(target, source)).toEqual(target.l ? target : source);
  });

  it('replaces leaves, falsy ones too', () => {
    expect(merged({ a: 1, b: 'x', c: true }, { a: 0, b: '', c: false })).toEqual({ a: 0, b: '', c: false });
  });

  it('keeps a concrete __typename from that of an interface object', () => {
    expect(merged({ __typename: 'Book' }, { __typename: 'Media' })).toEqual({ __typename: 'Book' });
    expect(merged({ __typename: 'Media' }, { __typename: 'Book' })).toEqual({ __typename: 'Book' });
  });
});

it('copyValue shares no object with the original', () => {
  const place = new Place();
  const original = readData({ a: [{ b: { c: 1 } }, null] }, place);
  const copy = copyValue(original);
  expect(plainData(copy, place)).toEqual({ a: [{ b: { c: 1 } }, null] });
  expect(objectsOf(copy).filter((object) => objectsOf(original).includes(object))).toEqual([]);
});

function objectsOf(value: unknown): DataObject[] {
  if (value instanceof DataObject) return [value, ...value.values.flatMap(objectsOf)];
  return typeof value === 'object' && value !== null && 'items' in value
    ? (value.items as unknown[]).flatMap(objectsOf)
    : [];
}
