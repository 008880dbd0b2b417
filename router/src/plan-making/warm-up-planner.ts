import {
  type GraphQLCompositeType,
  type GraphQLField,
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.js';
import type { WorkInParts } from '../work-in-parts.js';
import { buildPlan, type PlannedFor } from './build-plan.js';
import { runInTimeBox } from './run-in-time-box.js';

const PLANS = 12;
const BOX_MS = 40;
const LEVELS = 3;
const LEAVES = 6;
const OBJECTS = 3;

let isWarm = false;

/**
 * Plans some operations that nobody asked for, so that the planner's code is compiled before the first request waits for it: the
 * first plans of a process take several times as long as later ones. Once a process; later supergraphs are planned for by the same
 * code.
 */
export function* warmUpPlanner(supergraph: PlannedFor & Pick<LoadedSupergraph, 'apiSchema'>): WorkInParts<void> {
  if (isWarm) return;
  isWarm = true;
  for (const text of exampleOperations(supergraph)) {
    yield;
    planOnce(supergraph, text);
  }
}

function planOnce(supergraph: PlannedFor, text: string): void {
  const request = { document: parse(text, { noLocation: true }), overrides: new Map<string, boolean>() };
  try {
    runInTimeBox(() => buildPlan(supergraph, request), BOX_MS);
  } catch {
    // It takes too long, or the planner cannot do it: whoever asks for such an operation is told.
  }
}

/** A query for each of some root fields, some levels deep. */
export function exampleOperations({ apiSchema }: Pick<LoadedSupergraph, 'apiSchema'>): string[] {
  const root = apiSchema.getQueryType();
  if (!root) return [];
  const fields = Object.values(root.getFields()).filter(({ args }) => !args.some(isRequiredArgument));
  return fields.slice(0, PLANS).map((field) => `{ ${fieldOf(field, LEVELS)} }`);
}

function fieldOf({ name, type }: GraphQLField<unknown, unknown>, levels: number): string {
  const named = getNamedType(type);
  return isCompositeType(named) ? `${name} ${selectionOf(named, levels)}` : name;
}

function selectionOf(type: GraphQLCompositeType, levels: number): string {
  if (!isObjectType(type)) return '{ __typename }';
  const fields = Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument));
  const leaves = fields.filter((field) => !isCompositeType(getNamedType(field.type))).slice(0, LEAVES);
  const objects =
    levels > 0 ? fields.filter((field) => isCompositeType(getNamedType(field.type))).slice(0, OBJECTS) : [];
  return `{ __typename ${[...leaves, ...objects].map((field) => fieldOf(field, levels - 1)).join(' ')} }`;
}
