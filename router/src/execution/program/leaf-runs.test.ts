import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { definitionOf, fetchStep } from '../../../tests/fixtures/fetch-step.js';
import { ClientNames } from '../../planning/client-names.js';
import { fragmentsOf } from '../../planning/fragments-of.js';
import type { FetchStep } from '../../planning/plan.js';
import { SelectionShape } from '../../planning/selection-shape.js';
import { SupergraphTypes } from '../../supergraph/supergraph-types.js';
import { readResponse } from '../answers/read-response.js';
import { writeData } from '../writing/answer-writer.js';
import { RuntimeFields } from '../writing/selection-writing.js';
import { compileProgram } from './compile-program.js';
import { findLeafRuns } from './leaf-runs.js';

const schema = buildSchema(`
  type Query { item: Item node: Node }
  interface Node { id: ID! }
  type Item implements Node {
    id: ID! name: String! note: String size: Int ratio: Float on: Boolean state: State at: DateTime next: Item
  }
  enum State { ON OFF }
  scalar DateTime
`);
const types = new SupergraphTypes(schema);
const queryType = schema.getQueryType();

function compile(client: string, steps: readonly FetchStep[]) {
  if (!queryType) throw new Error('no query type');
  const document = parse(client);
  const names = new ClientNames(new Set());
  const source = { schema, fragments: fragmentsOf(document), names, conditions: {} };
  const selection = new SelectionShape(source, [definitionOf(client).selectionSet]);
  const program = compileProgram({ types, step: { kind: 'Sequence', steps }, isTrue: () => false });
  const [first] = program.requests;
  if (!first) throw new Error('no request');
  const reading = first.text.reading;
  return { program, selection, reading, queryType };
}

/** The keys of each run below `item`, as the first fetch reads them. */
function runsOf(client: string, ...steps: FetchStep[]): string[][] {
  const { program, selection, reading, queryType } = compile(client, steps);
  findLeafRuns(program, queryType, selection);
  const { below } = reading.fields[0] ?? {};
  const runs = new Set(below?.runs.filter((run) => run !== undefined));
  return [...runs].map(({ begin, end }) => (below?.fields ?? []).slice(begin, end).map(({ keyText }) => keyText));
}

describe('leaves are read in one go', () => {
  it('when they come as the client gets them: same keys, same order, one after the other', () => {
    expect(runsOf('{ item { id name size state } }', fetchStep('{ item { id name on size state } }'))).toEqual([
      ['"id":', '"name":'],
      ['"size":', '"state":'],
    ]);
  });

  it('but for what other subgraphs are told', () => {
    const requires = [
      { kind: 'Field', key: 'item', name: 'item', selections: [{ kind: 'Field', key: 'id', name: 'id' }] },
    ] as const;
    const entities = 'query($representations:[_Any!]!){_entities(representations:$representations){...on Item{on}}}';
    const first = fetchStep('{ item { id name size } }');
    expect(runsOf('{ item { id name size } }', first, fetchStep(entities, { requires }))).toEqual([
      ['"name":', '"size":'],
    ]);
  });

  it('but for what several fetches bring', () => {
    const steps = [fetchStep('{ item { id name } }'), fetchStep('{ item { name } }')];
    expect(runsOf('{ item { id name } }', ...steps)).toEqual([['"id":']]);
  });

  it('but for objects of an abstract type', () => {
    const client = '{ item: node { id ... on Item { name } } }';
    expect(runsOf(client, fetchStep('{ item: node { __typename id ... on Item { name } } }'))).toEqual([]);
  });

  it('but where a value comes under another key', () => {
    expect(runsOf('{ item { label: name size } }', fetchStep('{ item { name size } }'))).toEqual([['"size":']]);
  });
});

const ALL = '{ item { id name note ratio on state at size next { id name } } }';
const ITEM = {
  id: '1',
  name: 'Lamp',
  note: null,
  ratio: -1.5e3,
  on: true,
  state: 'ON',
  at: '2026',
  size: 3,
  next: null,
};

/** Data and errors of the client's answer. */
function answer(text: string, hasRuns: boolean): unknown {
  const { program, selection, reading, queryType } = compile(ALL, [fetchStep(ALL)]);
  if (hasRuns) findLeafRuns(program, queryType, selection);
  const { data } = readResponse(Buffer.from(text), reading, 'not GraphQL');
  if (!data) throw new Error('no data');
  const errors: any[] = [];
  const fields = new RuntimeFields({ schema, types, shared: new Set() }, queryType, selection, program.root);
  const written = writeData({
    fields,
    root: data,
    errors,
    explained: [],
    context: { requestId: 'r', denial: 'fieldDenied', introspected: undefined },
  });
  return { written, errors: errors.map(({ message, path }) => ({ message, path })) };
}

const textOf = (item: unknown) => JSON.stringify({ data: { item } });
const whole = textOf(ITEM);

describe('whatever comes, the answer is that of leaves read one by one', () => {
  it.each([
    ['as asked for', whole],
    ['in another order', textOf(Object.fromEntries(Object.entries(ITEM).reverse()))],
    ['with whitespace', JSON.stringify({ data: { item: ITEM } }, null, 2)],
    ['with escapes', textOf({ ...ITEM, name: 'a "lamp"\n\\ \u0001 é ✓' })],
    ['with more escapes than a pattern follows', textOf({ ...ITEM, name: '\n'.repeat(5_000) })],
    ['with an escaped key', whole.replace('"name"', '"n\\u0061me"')],
    ['with a field that is missing', textOf({ ...ITEM, size: undefined })],
    ['with null where none is allowed', textOf({ ...ITEM, next: { id: null, name: 'x' } })],
    ['with a value of another type', textOf({ ...ITEM, size: 'three' })],
    ['with an enum’s value that is not known', textOf({ ...ITEM, state: 'BROKEN' })],
    ['with a number for an id', textOf({ ...ITEM, id: 17 })],
    ['with an integer that is too large', textOf({ ...ITEM, size: 2 ** 31 })],
    ['with the largest integer', textOf({ ...ITEM, size: 2 ** 31 - 1 })],
    ['with an integer in another form', whole.replace('"size":3', '"size":3.0')],
    ['with an object for a custom scalar', textOf({ ...ITEM, at: { year: [2026] } })],
    ['with a leaf that comes again', whole.replace('"next":', '"id":"2","next":')],
    ['with leaves that come again as a run', whole.replace('"next":', '"next":null,"id":"2","name":"Chair","next":')],
    ['with objects below', textOf({ ...ITEM, next: { id: '2', name: 'Chair' } })],
  ])('%s', (_, text) => {
    expect(answer(text, true)).toEqual(answer(text, false));
  });

  it.each([
    ['a number that does not end', whole.replace('"size":3', '"size":3x')],
    ['a number with a leading zero', whole.replace('"size":3', '"size":03')],
    ['a control character in a string', whole.replace('Lamp', 'La\tmp')],
    ['an unknown escape', whole.replace('Lamp', 'La\\mp')],
    ['a value that is no JSON', whole.replace('true', 'True')],
    ['no comma', whole.replace(',"note"', '"note"')],
    ['two commas', whole.replace(',"note"', ',,"note"')],
  ])('refused is %s', (_, text) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(() => answer(text, true)).toThrow('not GraphQL');
  });
});
