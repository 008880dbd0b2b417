import type { FetchNode } from '@apollo/query-planner';
import { OperationTypeNode } from 'graphql';
import { expect, it } from 'vitest';
import { ClientNames } from './client-names.js';
import { FieldTwins } from './field-twins.js';
import { preparePlan } from './prepare-plan.js';

const names = {
  client: new ClientNames(new Set()),
  twins: new FieldTwins({ sources: new Map(), requiredWays: new Map(), keyWays: new Map() }, new Map()),
};

it('keeps from subgraphs what the planner leaves of @defer in its fetches', () => {
  const fetch: FetchNode = {
    kind: 'Fetch',
    serviceName: 'a',
    operation: '{named{__typename ...on X{...@defer(label:"part1_1"){label}}...on Y{label@include(if:true)}}}',
    operationName: undefined,
    operationKind: OperationTypeNode.QUERY,
  };
  expect(preparePlan(fetch, names)).toMatchObject({
    operation: '{named{__typename ...on X{...{label}}...on Y{label@include(if:true)}}}',
  });
});
