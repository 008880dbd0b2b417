import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ClientNames } from '../planning/client-names.js';
import type { FetchStep, PlanStep } from '../planning/plan.js';
import { SelectionShape } from '../planning/selection-shape.js';
import type { SubgraphAnswer } from '../subgraphs/subgraph-answer.js';
import { SupergraphTypes } from '../supergraph/supergraph-types.js';
import { executePlan } from './execute-plan.js';
import type { Execution } from './execution.js';
import { rootPosition } from './position.js';

const schema = buildSchema('type Query { a: A } type A { id: ID }');

function fetchStep(operation: string, more: Partial<FetchStep> = {}): FetchStep {
  return {
    kind: 'Fetch',
    subgraph: 's',
    operation,
    operationKind: 'query' as FetchStep['operationKind'],
    variables: [],
    inputRewrites: [],
    outputRewrites: [],
    contextArguments: [],
    responseNames: [],
    plannerAliases: new Map(),
    ...more,
  };
}

const entities = fetchStep('entities', {
  requires: [
    {
      kind: 'Fragment',
      onType: 'A',
      selections: ['__typename', 'id'].map((name) => ({ kind: 'Field', key: name, name })),
    },
  ],
});

/** Runs a plan over given data; `answer` plays the subgraph. */
async function run(step: PlanStep, data: Record<string, any>, answer: (operation: string) => Promise<unknown>) {
  const names = new ClientNames(new Set());
  const source = { schema, fragments: new Map(), names, conditions: {} };
  const execution: Execution = {
    types: new SupergraphTypes(schema),
    names,
    selection: new SelectionShape(source, []),
    requestId: 'r',
    variables: {},
    coercedVariables: { yes: true, no: false },
    data,
    errors: [],
    send: async ({ operation }) => ({ data: (await answer(operation)) as SubgraphAnswer['data'], errors: [] }),
    onMaskedError: () => undefined,
  };
  await executePlan(execution, step, [rootPosition(data)]);
  return execution;
}

describe('executePlan', () => {
  it('waits in a sequence and does not in parallel', async () => {
    const order: string[] = [];
    const answer = async (operation: string) => {
      order.push(`${operation}>`);
      await Promise.resolve();
      order.push(`<${operation}`);
      return {};
    };
    const [a, b] = [fetchStep('a'), fetchStep('b')];
    await run({ kind: 'Sequence', steps: [a, b] }, {}, answer);
    await run({ kind: 'Parallel', steps: [a, b] }, {}, answer);
    expect(order).toEqual(['a>', '<a', 'b>', '<b', 'a>', 'b>', '<a', '<b']);
  });

  it.each([
    ['yes', ['then']],
    ['no', ['else']],
  ])('takes the branch of the condition %s', async (variable, expected) => {
    const asked: string[] = [];
    const step = { kind: 'Condition', variable, whenTrue: fetchStep('then'), whenFalse: fetchStep('else') } as const;
    await run(step, {}, async (operation) => asked.push(operation) && {});
    expect(asked).toEqual(expected);
    await run({ kind: 'Condition', variable: 'no', whenTrue: fetchStep('then') }, {}, async () => {
      throw new Error('There is nothing to ask');
    });
  });

  it('gives every position of an entity an object of its own', async () => {
    const data = {
      list: [
        { __typename: 'A', id: '1' },
        { __typename: 'A', id: '1' },
      ] as any[],
    };
    const step = { kind: 'Flatten', path: [{ key: 'list' }, { key: '@' }], step: entities } as const;
    await run(step, data, async () => ({ _entities: [{ nested: { deep: [{ x: 1 }] } }] }));
    expect(data.list[0].nested).toEqual({ deep: [{ x: 1 }] });
    expect(data.list[1].nested).toEqual(data.list[0].nested);
    expect(data.list[1].nested).not.toBe(data.list[0].nested);
    expect(data.list[1].nested.deep[0]).not.toBe(data.list[0].nested.deep[0]);
  });

  it('asks for nothing where no object has what is required', async () => {
    const data = { list: [{ __typename: 'A' }, { __typename: 'B', id: '1' }, null] };
    const step = { kind: 'Flatten', path: [{ key: 'list' }, { key: '@' }], step: entities } as const;
    await run(step, data, async () => {
      throw new Error('There is nothing to ask');
    });
    expect(data.list).toEqual([{ __typename: 'A' }, { __typename: 'B', id: '1' }, null]);
  });

  it('refuses an answer of another length', async () => {
    const data = { __typename: 'A', id: '1' };
    const { errors } = await run({ ...entities }, data, async () => ({ _entities: [{ x: 1 }, { x: 2 }] }));
    expect(errors).toEqual([expect.objectContaining({ extensions: expect.objectContaining({ ref: 'SYS_002' }) })]);
    expect(data).not.toHaveProperty('x');
  });

  it('does not take a bug of the router for a failure of the subgraph', async () => {
    const bug = run(fetchStep('a'), {}, async () => {
      throw new TypeError('a bug');
    });
    await expect(bug).rejects.toThrow('a bug');
  });
});
