import { operationFromDocument } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.js';

/** What a plan is made of. */
export interface PlanRequest {
  /** Of the planner's schema: one operation, with the fragments it uses. */
  readonly document: DocumentNode;
  /** Labels of progressive `@override`s, decided. */
  readonly overrides: Map<string, boolean>;
}

/** The planner's plan; undefined when no subgraph has to be asked. */
export type PlanRoot = QueryPlan['node'];

/** Makes a plan, whatever time it takes. */
export function buildPlan(
  { plannerSchema, planner }: Pick<LoadedSupergraph, 'plannerSchema' | 'planner'>,
  { document, overrides }: PlanRequest,
): PlanRoot {
  const operation = operationFromDocument(plannerSchema, document, { validate: false });
  return planner.buildQueryPlan(operation, { overrideConditions: overrides }).node;
}
