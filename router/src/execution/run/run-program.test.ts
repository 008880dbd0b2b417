import type { FetchDataRewrite } from '@apollo/query-planner';
import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fetchStep } from '../../../tests/fixtures/fetch-step.js';
import { plainData, readData } from '../../../tests/fixtures/read-data.js';
import { ClientNames } from '../../planning/client-names.js';
import type { FetchStep, PlanStep } from '../../planning/plan.js';
import { SelectionShape } from '../../planning/selection-shape.js';
import { SupergraphTypes } from '../../supergraph/supergraph-types.js';
import { mergeObject } from '../answers/data.js';
import { compileProgram } from '../program/compile-program.js';
import type { Execution } from './execution.js';
import { runProgram } from './run-program.js';

const schema = buildSchema(`
  type Query { list: [M] one: A }
  interface M { id: ID x: Int }
  type A implements M { id: ID x: Int y: Int nested: A }
  type B implements M { id: ID x: Int }
`);
const types = new SupergraphTypes(schema);
const CLIENT = '{ list { id x ... on A { y nested { x } } } one { id x y nested { x } } }';

/** A fetch of entities of the type A by their ids. */
function entities(selection: string, more: Partial<FetchStep> = {}): FetchStep {
  const operation = `query($representations:[_Any!]!){_entities(representations:$representations){...on A{${selection}}}}`;
  const keys = ['__typename', 'id'].map((name) => ({ kind: 'Field', key: name, name }) as const);
  const requires = [{ kind: 'Fragment', onType: 'A', selections: keys } as const];
  return fetchStep(operation, { requires, responseNames: [selection], ...more });
}

const atItems = (step: PlanStep): PlanStep => ({ kind: 'Flatten', path: [{ key: 'list' }, { key: '@' }], step });
const atOne = (step: PlanStep): PlanStep => ({ kind: 'Flatten', path: [{ key: 'one' }], step });

interface Sent {
  readonly query: string;
  readonly variables: Record<string, any>;
}

/** Runs a plan over given data; `answer` plays the subgraphs. */
async function run(step: PlanStep, data: Record<string, any>, answer: (sent: Sent) => unknown) {
  const program = compileProgram({ types, step, isTrue: (variable) => variable === 'yes' });
  const [client] = parse(CLIENT).definitions;
  const source = { schema, fragments: new Map(), names: new ClientNames(new Set()), conditions: {} };
  const root = program.root.newObject();
  const sent: Sent[] = [];
  const execution: Execution = {
    types,
    names: source.names,
    selection: new SelectionShape(source, [(client as any).selectionSet]),
    program,
    requestId: 'r',
    variables: {},
    root,
    searchCount: 0,
    errors: [],
    explained: [],
    maxRepresentations: 3,
    send: async (_, body) => {
      sent.push(JSON.parse(body));
      const body_ = await answer(JSON.parse(body));
      return { status: 200, text: typeof body_ === 'string' ? body_ : JSON.stringify({ data: body_ }), headers: {} };
    },
    onMaskedError: () => undefined,
  };
  mergeObject(root, readData(data, program.root), types, false);
  await runProgram(execution, program);
  const paths = execution.errors.map(({ path }) => path);
  const { errors, explained } = execution;
  return { data: plainData(root, program.root) as any, errors, explained, paths, sent };
}

describe('the order of requests', () => {
  it('waits in a sequence and does not in parallel', async () => {
    const order: string[] = [];
    const answer = async ({ query }: Sent) => {
      order.push(`${query}>`);
      await Promise.resolve();
      order.push(`<${query}`);
      return {};
    };
    const [a, b] = [fetchStep('{a}'), fetchStep('{b}')];
    await run({ kind: 'Sequence', steps: [a, b] }, {}, answer);
    await run({ kind: 'Parallel', steps: [a, b] }, {}, answer);
    expect(order).toEqual(['{a}>', '<{a}', '{b}>', '<{b}', '{a}>', '{b}>', '<{a}', '<{b}']);
  });

  it('does not wait for what a fetch does not follow', async () => {
    let release = (_: unknown) => {};
    const slow = new Promise((resolve) => (release = resolve));
    const order: string[] = [];
    const steps: PlanStep[] = [
      fetchStep('{slow}'),
      { kind: 'Sequence', steps: [fetchStep('{quick}'), fetchStep('{after}', { subgraph: 't' })] },
    ];
    await run({ kind: 'Parallel', steps }, {}, async ({ query }) => {
      if (query === '{slow}') await slow;
      if (query === '{after}') release(undefined);
      order.push(query);
      return {};
    });
    expect(order).toEqual(['{quick}', '{after}', '{slow}']);
  });

  it.each([
    ['yes', ['{then}']],
    ['no', ['{else}']],
  ])('takes the branch of the condition %s', async (variable, expected) => {
    const step: PlanStep = {
      kind: 'Condition',
      variable,
      whenTrue: fetchStep('{then}'),
      whenFalse: fetchStep('{else}'),
    };
    const { sent } = await run(step, {}, () => ({}));
    expect(sent.map(({ query }) => query)).toEqual(expected);
  });

  it('has no request for a condition without a branch', async () => {
    const { sent } = await run({ kind: 'Condition', variable: 'no', whenTrue: fetchStep('{then}') }, {}, () => ({}));
    expect(sent).toEqual([]);
  });
});

describe('a fetch of entities', () => {
  const [A1, A2, B1] = [
    { __typename: 'A', id: '1' },
    { __typename: 'A', id: '2' },
    { __typename: 'B', id: '1' },
  ];

  it('asks for each once and answers it at every place', async () => {
    const { data, sent } = await run(atItems(entities('nested{x}')), { list: [A1, B1, A2, null, A1] }, () => ({
      _entities: [{ nested: { x: 1 } }, { nested: null }],
    }));
    expect(sent.map(({ variables }) => variables.representations)).toEqual([[A1, A2]]);
    const found = { ...A1, nested: { x: 1 } };
    expect(data.list).toEqual([found, B1, { ...A2, nested: null }, null, found]);
  });

  it('is not sent where no object has what is required', async () => {
    const list = [{ __typename: 'A' }, B1, null];
    const { data, sent } = await run(atItems(entities('x')), { list }, () => ({}));
    expect(sent).toEqual([]);
    expect(data.list).toEqual(list);
  });

  it.each([
    ['of another length', { _entities: [{ x: 1 }, { x: 2 }] }],
    ['that is no list', { _entities: { x: 1 } }],
    ['that is no JSON', '{"data":{"_entities":[{"x":1}]}'],
    ['that is no GraphQL', '[]'],
  ])('takes nothing from an answer %s', async (_, answer) => {
    const { data, errors } = await run(atOne(entities('x')), { one: A1 }, () => answer);
    expect(errors).toEqual([
      expect.objectContaining({ path: ['one', 'x'], extensions: expect.objectContaining({ ref: 'SYS_002' }) }),
    ]);
    expect(data.one).toEqual(A1);
  });

  it.each([0, '', false, null])('moves %j from the planner’s alias to its name', async (value) => {
    const outputRewrites: FetchDataRewrite[] = [
      { kind: 'KeyRenamer', path: ['... on A', 'x__alias_0'], renameKeyTo: 'x' },
    ];
    const step = entities('x__alias_0:y', { outputRewrites });
    const { data } = await run(atOne(step), { one: A1 }, () => ({ _entities: [{ x__alias_0: value }] }));
    expect(data.one).toEqual({ ...A1, x: value });
  });

  it('tells the name of the interface that the subgraph knows', async () => {
    const inputRewrites: FetchDataRewrite[] = [
      { kind: 'ValueSetter', path: ['... on A', '__typename'], setValueTo: 'M' },
    ];
    const { sent } = await run(atOne(entities('x', { inputRewrites })), { one: A1 }, () => ({ _entities: [null] }));
    expect(sent[0]?.variables.representations).toEqual([{ __typename: 'M', id: '1' }]);
  });
});

describe('fetches that require more than a key', () => {
  const requires = ['__typename', 'x', 'id'].map((name) => ({ kind: 'Field', key: name, name }) as const);
  const more = entities('y', { requires: [{ kind: 'Fragment', onType: 'A', selections: requires }] });
  const steps = [atItems(entities('nested{x}')), atItems(more)];
  const asked = (list: unknown[]) => run({ kind: 'Parallel', steps }, { list }, () => ({ _0: null, _1: null }));

  it('ask for objects once that have all of it in common', async () => {
    const a = { __typename: 'A', id: '1', x: 1 };
    const { sent } = await asked([a, { ...a, id: '2' }, a]);
    const [one, two] = [a, { ...a, id: '2' }];
    expect(sent[0]?.variables.representations_1).toEqual([one, two]);
    expect(sent[0]?.variables.representations_0.map(({ id }: any) => id)).toEqual(['1', '2']);
  });

  it('ask for each of those that differ in it, though their key is the same', async () => {
    const list = [1, 2, 1].map((x) => ({ __typename: 'A', id: '1', x }));
    const { sent } = await asked(list);
    expect(sent[0]?.variables.representations_1.map(({ x }: any) => x)).toEqual([1, 2]);
    expect(sent[0]?.variables.representations_0).toHaveLength(1);
  });

  it('leave out those that have not all of it', async () => {
    const { sent } = await asked([
      { __typename: 'A', id: '1', x: 1 },
      { __typename: 'A', id: '1' },
    ]);
    expect(sent[0]?.variables.representations_1).toEqual([{ __typename: 'A', x: 1, id: '1' }]);
  });
});

it('a fetch of more entities than are allowed is not sent, and costs its fields', async () => {
  const list = ['1', '2', '3', '4'].map((id) => ({ __typename: 'A', id }));
  const { errors, sent } = await run(atItems(entities('x')), { list }, () => ({}));
  expect(sent).toEqual([]);
  expect(errors).toHaveLength(4);
  expect(errors[0]).toMatchObject({
    message: 'An entity fetch can ask for at most 3 entities, got 4',
    path: ['list', 0, 'x'],
    extensions: { ref: 'LIM_002' },
  });
});

it('an error that makes an entity null accounts for all of its fields', async () => {
  const errors = [{ message: 'm', path: ['_entities', 0, 'meta'], extensions: { code: 'C' } }];
  const step = entities('x y', { responseNames: ['x', 'y'] });
  const { explained } = await run(atOne(step), { one: { __typename: 'A', id: '1' } }, () =>
    JSON.stringify({ data: { _entities: [null] }, errors }),
  );
  expect(explained).toEqual([
    ['one', 'x'],
    ['one', 'y'],
  ]);
});

describe('fetches of entities from one subgraph', () => {
  const both: PlanStep = { kind: 'Parallel', steps: [atItems(entities('x')), atOne(entities('y'))] };
  const data = {
    list: [
      { __typename: 'A', id: '1' },
      { __typename: 'A', id: '2' },
    ],
    one: { __typename: 'A', id: '3' },
  };

  it('are one request', async () => {
    const { data: merged, sent } = await run(both, data, () => ({ _1: [{ y: 3 }], _0: [{ x: 1 }, { x: 2 }] }));
    expect(sent).toEqual([
      {
        query:
          'query($representations_0:[_Any!]!$representations_1:[_Any!]!){_0:_entities(representations:$representations_0){...on A{x}}_1:_entities(representations:$representations_1){...on A{y}}}',
        variables: { representations_0: data.list, representations_1: [data.one] },
      },
    ]);
    expect(merged.list.map(({ x }: any) => x)).toEqual([1, 2]);
    expect(merged.one.y).toBe(3);
  });

  it('leave out the one that has nothing to ask', async () => {
    const { sent } = await run(both, { ...data, list: [] }, () => ({ _1: [{ y: 3 }] }));
    expect(sent[0]?.query).toBe(
      'query($representations_1:[_Any!]!){_1:_entities(representations:$representations_1){...on A{y}}}',
    );
    expect(sent[0]?.variables).toEqual({ representations_1: [data.one] });
  });

  it('are apart when one has to come later, or goes elsewhere', async () => {
    const later: PlanStep = { kind: 'Sequence', steps: [atItems(entities('x')), atOne(entities('y'))] };
    const elsewhere: PlanStep = {
      kind: 'Parallel',
      steps: [atItems(entities('x')), atOne(entities('y', { subgraph: 't' }))],
    };
    const answer = ({ variables }: Sent) => ({ _entities: variables.representations.map(() => null) });
    expect((await run(later, data, answer)).sent).toHaveLength(2);
    expect((await run(elsewhere, data, answer)).sent).toHaveLength(2);
  });

  it('wait for one another when nothing waits for them', async () => {
    const chain: PlanStep = {
      kind: 'Sequence',
      steps: [atItems(entities('x', { subgraph: 't' })), atOne(entities('y'))],
    };
    const step: PlanStep = { kind: 'Parallel', steps: [atItems(entities('y')), chain] };
    const { sent } = await run(step, data, () => ({}));
    expect(sent.map(({ variables }) => Object.keys(variables))).toEqual([
      ['representations'],
      ['representations_0', 'representations_1'],
    ]);
  });

  it('stay in their place in a mutation', async () => {
    const steps = [
      fetchStep('mutation{one}'),
      atItems(entities('y')),
      { kind: 'Sequence', steps: [fetchStep('mutation{list}'), atOne(entities('y'))] } as const,
    ];
    const [first, entity, rest] = steps;
    const step: PlanStep = { kind: 'Sequence', steps: [first!, { kind: 'Parallel', steps: [entity!, rest!] }] };
    const { sent } = await run(step, data, () => ({}));
    expect(sent.map(({ query }) => query.includes('_entities'))).toEqual([false, true, false, true]);
  });

  it('fail together, each at its own places', async () => {
    const { paths } = await run(both, data, () => 'no JSON');
    expect(paths).toEqual([
      ['list', 0, 'x'],
      ['list', 1, 'x'],
      ['one', 'y'],
    ]);
  });

  it('fail alone when one was answered wrongly', async () => {
    const errors = [{ message: 'm', path: ['_0', 0, 'x'], extensions: { code: 'C' } }];
    const answer = JSON.stringify({ data: { _0: [{ x: 1 }], _1: [{ y: 3 }] }, errors });
    const { data: merged, paths } = await run(both, data, () => answer);
    expect(merged.one.y).toBe(3);
    expect(paths).toEqual([
      ['list', 0, 'x'],
      ['list', 1, 'x'],
    ]);
  });

  it('have each its own errors', async () => {
    const errors = [
      { message: 'm', path: ['_0', 1, 'x'], extensions: { code: 'C' } },
      { message: 'm', path: ['_1', 0, 'y'], extensions: { code: 'C' } },
      { message: 'm', extensions: { code: 'C' } },
    ];
    const { paths } = await run(both, data, () =>
      JSON.stringify({ data: { _0: [{ x: 1 }, null], _1: [null] }, errors }),
    );
    expect(paths).toEqual([
      ['list', 1, 'x'],
      ['one', 'y'],
      ['list', 0, 'x'],
      ['list', 1, 'x'],
      ['one', 'y'],
    ]);
  });
});

it('does not take a bug of the router for a failure of the subgraph', async () => {
  const bug = run(fetchStep('{a}'), {}, () => {
    throw new TypeError('a bug');
  });
  await expect(bug).rejects.toThrow('a bug');
});
