import { operationFromDocument } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { askInterfaces } from '../planning/ask-interfaces.js';
import { type CorrectedFor, correctPlan } from '../planning/correct-plan.js';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.js';

/** What a plan is made of. */
export interface PlanRequest {
  /** Of the planner's schema: one operation, with the fragments it uses. */
  readonly document: DocumentNode;
  /** Labels of progressive `@override`s, decided. */
  readonly overrides: Map<string, boolean>;
}

/** What of a supergraph planning needs. */
export type PlannedFor = Pick<LoadedSupergraph, 'plannerSchema' | 'planner' | 'interfaceRequirements'> & CorrectedFor;

/** The planner's plan, put right; undefined when no subgraph has to be asked. */
export type PlanRoot = QueryPlan['node'];

/** Makes a plan, whatever time it takes. */
export function buildPlan(supergraph: PlannedFor, { document, overrides }: PlanRequest): PlanRoot {
  const { plannerSchema, planner, interfaceRequirements } = supergraph;
  const asked = askInterfaces(document, plannerSchema, interfaceRequirements);
  const operation = operationFromDocument(plannerSchema, asked, { validate: false });
  const { node } = planner.buildQueryPlan(operation, { overrideConditions: overrides });
  return correctPlan(node, document, supergraph, (part) => buildPlan(supergraph, { document: part, overrides }));
}
