import { buildSchema, type FieldNode, Kind, parse, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readData } from '../../../tests/fixtures/read-data.js';
import { clientError } from '../../errors/client-error.js';
import { ClientNames } from '../../planning/client-names.js';
import { fragmentsOf } from '../../planning/fragments-of.js';
import { SelectionShape } from '../../planning/selection-shape.js';
import { SupergraphTypes } from '../../supergraph/supergraph-types.js';
import { Place } from '../program/place.js';
import { writeData } from './answer-writer.js';
import { RuntimeFields } from './selection-writing.js';

const schema = buildSchema(`
  type Query { item: Item items: [Item] strict: [Item!] must: Item! node: Node any: Any grid: [[Int!]] }
  type Item implements Node { id: ID! name: String! size: Int ratio: Float on: Boolean state: State data: JSON next: Item }
  type Other implements Node { id: ID! }
  interface Node { id: ID! }
  union Any = Item | Other
  enum State { ON }
  scalar JSON
`);

const types = new SupergraphTypes(schema);

type Path = readonly (string | number)[];

/** @param deniedNames    names of fields that the viewer may not have */
function write(
  query: string,
  data: Record<string, unknown>,
  errorPaths: readonly Path[] = [],
  deniedNames: readonly string[] = [],
) {
  const document = parse(query);
  const denied = new Set<FieldNode>();
  visit(document, { Field: (node) => void (deniedNames.includes(node.name.value) && denied.add(node)) });
  const [operation] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const sets = 'selectionSet' in operation! ? [operation.selectionSet!] : [];
  const source = {
    schema,
    fragments: fragmentsOf(document),
    names: new ClientNames(new Set(['id'])),
    conditions: {},
    denied,
  };
  const place = new Place();
  const root = readData(data, place);
  const errors = errorPaths.map((path) =>
    clientError({ reason: 'unavailable', message: 'down', requestId: 'r', path }),
  );
  const selection = new SelectionShape(source, sets as any);
  const fields = new RuntimeFields({ schema, types, shared: new Set() }, schema.getQueryType()!, selection, place);
  const shapes = (fields.of(undefined) ?? []).flatMap((field) => (field.kind === 'introspection' ? [field.shape] : []));
  const introspected = new Map(shapes.map((shape) => [shape, '"introspected"']));
  const written = writeData({
    fields,
    root,
    errors,
    explained: errorPaths,
    context: { requestId: 'r', denial: 'fieldDenied', introspected },
  });
  return { data: JSON.parse(String(written)), errors: errors.map(({ message, path }) => ({ message, path })) };
}

const nonNull = (field: string, ...path: Path) => ({
  message: `Cannot return null for non-nullable field ${field}.`,
  path,
});

describe('what is answered', () => {
  it('has the keys of the operation in its order, and nothing else', () => {
    const { data } = write('{ b: item { on name } a: item { ...F name } } fragment F on Item { t: __typename size }', {
      a: { id: 'x', size: 0, name: '', secret: 1 },
      b: { name: '', on: false },
      more: 1,
    });
    expect(JSON.stringify(data)).toBe('{"b":{"on":false,"name":""},"a":{"t":"Item","size":0,"name":""}}');
  });

  it('keeps custom scalars and large floats as they are, and makes ids strings', () => {
    const item = { id: 7, ratio: 2 ** 53, data: { deep: [null, { x: 1 }] } };
    expect(write('{ item { id ratio data } }', { item })).toEqual({ data: { item: { ...item, id: '7' } }, errors: [] });
  });

  it.each([
    ['state', 'OFF'],
    ['size', 2 ** 31],
    ['size', 1.5],
    ['on', 'true'],
    ['ratio', '1'],
  ])('nulls %s: %j, which its type does not allow', (field, value) => {
    expect(write(`{ item { ${field} } }`, { item: { [field]: value } })).toEqual({
      data: { item: { [field]: null } },
      errors: [{ message: `Invalid value found for field Item.${field}.`, path: ['item', field] }],
    });
  });

  it('goes by the type that the data tells', () => {
    const query = '{ node { id ... on Item { name } } any { ... on Other { id } ... on Node { nid: id } } }';
    const data = { node: { __typename: 'Item', id: 'x', name: 'n' }, any: { __typename: 'Other', id: 'y', nid: 'z' } };
    expect(write(query, data)).toEqual({
      data: { node: { id: 'x', name: 'n' }, any: { id: 'y', nid: 'z' } },
      errors: [],
    });
  });

  it.each(['Hidden', 'Query', 'State', 7])('nulls an object of the type %j', (__typename) => {
    expect(write('{ any { ... on Item { name } } }', { any: { __typename, name: 'n' } })).toEqual({
      data: { any: null },
      errors: [{ message: 'Invalid value found for field Query.any.', path: ['any'] }],
    });
  });
});

describe('nulls where none is allowed', () => {
  it('go up to the next place that may be null', () => {
    expect(write('{ item { next { name } } }', { item: { next: { name: null } } })).toEqual({
      data: { item: { next: null } },
      errors: [nonNull('Item.name', 'item', 'next', 'name')],
    });
    expect(write('{ strict { name } }', { strict: [{ name: 'a' }, { name: null }] })).toEqual({
      data: { strict: null },
      errors: [nonNull('Item.name', 'strict', 1, 'name')],
    });
    expect(write('{ grid }', { grid: [[1, null], [2], null] })).toEqual({
      data: { grid: [null, [2], null] },
      errors: [nonNull('Query.grid', 'grid', 0, 1)],
    });
    expect(write('{ items { id } must { id } }', { items: [], must: null })).toEqual({
      data: null,
      errors: [nonNull('Query.must', 'must')],
    });
  });

  it.each([
    ['at the field', ['item', 'next', 'name']],
    ['above', ['item', 'next']],
    ['far above', ['item']],
  ])('get no second error when there is one %s', (_, path) => {
    expect(write('{ item { next { name } } }', { item: { next: {} } }, [path])).toEqual({
      data: { item: { next: null } },
      errors: [{ message: 'down', path }],
    });
  });

  it('get one of their own beside an error elsewhere', () => {
    const { errors } = write('{ items { name } }', { items: [{ name: null }, { name: null }] }, [['items', 0, 'name']]);
    expect(errors).toEqual([{ message: 'down', path: ['items', 0, 'name'] }, nonNull('Item.name', 'items', 1, 'name')]);
  });
});

describe('what the viewer may not have', () => {
  const denied = (field: string, ...path: Path) => ({ message: `Not allowed to have ${field}`, path });

  it('is null with an error at its path, whatever the data holds, under every alias', () => {
    const { data, errors } = write('{ item { n: size size on } }', { item: { size: 7, n: 7, on: true } }, [], ['size']);
    expect(data).toEqual({ item: { n: null, size: null, on: true } });
    expect(errors).toEqual([denied('Item.size', 'item', 'n'), denied('Item.size', 'item', 'size')]);
  });

  it('goes up to the next place that may be null, with one error', () => {
    const items = [0, 1].map((id) => ({ id, name: 'a' }));
    expect(write('{ items { name } strict { id name } }', { items, strict: items }, [], ['name'])).toEqual({
      data: { items: [null, null], strict: null },
      errors: [0, 1]
        .map((n) => denied('Item.name', 'items', n, 'name'))
        .concat([0, 1].map((n) => denied('Item.name', 'strict', n, 'name'))),
    });
    expect(write('{ must { id } }', { must: { id: '1' } }, [], ['must'])).toEqual({
      data: null,
      errors: [denied('Query.must', 'must')],
    });
    expect(write('{ item { __typename } }', { item: {} }, [], ['__typename']).data).toEqual({ item: null });
  });

  it('is told of a hundred times at most', () => {
    const items = Array.from({ length: 150 }, () => ({ size: 1 }));
    const { data, errors } = write('{ items { size } }', { items }, [], ['size']);
    expect(data?.items).toEqual(items.map(() => ({ size: null })));
    expect(errors).toHaveLength(100);
  });
});

it('tells of a root field that no subgraph answered', () => {
  expect(write('{ item { id } }', {})).toEqual({
    data: { item: null },
    errors: [{ message: 'No subgraph answered Query.item', path: ['item'] }],
  });
});
