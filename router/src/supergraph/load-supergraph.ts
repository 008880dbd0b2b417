import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, type Schema, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { type GraphQLSchema, parse } from 'graphql';
import { readRequirements } from '../authorization/read-requirements.js';
import type { RequirementsByCoordinate } from '../authorization/requirement.js';
import { FieldTwins } from '../planning/field-twins.js';
import { doAtOnce, type WorkInParts } from '../work-in-parts.js';
import { addArgumentTwins } from './argument-twins.js';
import { type InterfaceRequirements, interfaceRequirements } from './interface-requirements.js';
import { keepExecutableDirectives } from './keep-executable-directives.js';
import { keyWays } from './key-ways.js';
import { type KeysEverywhere, keysEverywhere } from './keys-everywhere.js';
import { addMemberEntries } from './member-entries.js';
import { orderUnresolvableKeys } from './order-unresolvable-keys.js';
import { PartlyKnownTypes } from './partly-known-types.js';
import { plannerFieldNames } from './planner-field-names.js';
import { shapeConflicts } from './shape-conflicts.js';
import { SupergraphTypes } from './supergraph-types.js';

/** One supergraph, ready to plan for. */
export interface LoadedSupergraph {
  /** All there is, with every directive; contracts are cut out of it. */
  readonly schema: Schema;
  /** What clients see: introspection, validation and the shaping of answers go by it. */
  readonly apiSchema: GraphQLSchema;
  /** The whole API schema as the planner's library knows it. */
  readonly plannerSchema: Schema;
  readonly planner: QueryPlanner;
  /** What the planner's schema has and clients' has not: fields that stand for others with arguments. */
  readonly twins: FieldTwins;
  readonly types: SupergraphTypes;
  /** Abstract types that subgraphs know different members of. */
  readonly partlyKnownTypes: PartlyKnownTypes;
  readonly hasInterfaceObjects: boolean;
  readonly interfaceRequirements: InterfaceRequirements;
  readonly plannerFieldNames: ReadonlySet<string>;
  readonly keysEverywhere: KeysEverywhere;
  /** Those of the planner's names that members of one abstract type have for values of different shapes. */
  readonly shapeConflicts: ReadonlySet<string>;
  /** Labels of progressive `@override`s, such as `percent(20)`. */
  readonly overrideLabels: readonly string[];
  /** What `@authenticated`, `@requiresScopes` and `@policy` ask of viewers. */
  readonly requirements: RequirementsByCoordinate;
  /** Every subgraph's name and the routing URL the supergraph gives it ("" when it gives none). */
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
}

const PLANNER = {
  reuseQueryFragments: false,
  // Without it one of two fetches is lost when an abstract type's members select the same response name with different
  // arguments.
  typeConditionedFetching: true,
  // The planner's own limit is 10,000: seconds of CPU time for an ordinary operation, with the same plan in the end.
  debug: { maxEvaluatedPlans: 200 },
  incrementalDelivery: { enableDefer: true },
} as const;

/** The supergraph cannot be served; the message is one sentence that says why. */
export class SupergraphError extends Error {
  override readonly name = 'SupergraphError';
  readonly code = 'SUPERGRAPH_INVALID';
}

/**
 * Builds the schemas and the planner from a Federation 2 supergraph.
 *
 * @param sdl    what composition prints
 * @throws SupergraphError    not GraphQL, not a supergraph, or of a feature this router does not know
 */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  return doAtOnce(loadSupergraphInParts(sdl));
}

/** As `loadSupergraph`, which takes hundreds of milliseconds of CPU time for a graph of some size. */
export function* loadSupergraphInParts(sdl: string): WorkInParts<LoadedSupergraph> {
  try {
    return yield* buildSupergraph(sdl);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new SupergraphError(`The supergraph is not valid: ${why}`, { cause });
  }
}

/** An API schema as clients see it: with `@defer`, which no subgraph has to know. */
export function clientSchema(apiSchema: Schema): GraphQLSchema {
  return apiSchema.toGraphQLJSSchema({ includeDefer: true });
}

function* buildSupergraph(sdl: string): WorkInParts<LoadedSupergraph> {
  const document = keepExecutableDirectives(parse(sdl, { noLocation: true }));
  yield;
  const given = Supergraph.build(document, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  yield;
  const { document: twinned, ...twins } = addArgumentTwins(orderUnresolvableKeys(document));
  const planned = addMemberEntries(twinned);
  const supergraph = Supergraph.build(planned, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph: false,
  });
  yield;
  const givenApi = given.apiSchema();
  yield;
  const apiSchema = clientSchema(givenApi);
  yield;
  const plannerSchema = supergraph.apiSchema();
  yield;
  const types = new SupergraphTypes(supergraph.schema.toGraphQLJSSchema());
  yield;
  const planner = new QueryPlanner(supergraph, PLANNER);
  yield;
  // Takes the subgraphs out of the supergraph as it was given, and validates each.
  const graphs = given.subgraphNameToGraphEnumValue();
  yield;
  const fieldNames = new Set([...plannerFieldNames(planned), ...twins.sources.keys()]);
  yield;
  return {
    schema: given.schema,
    apiSchema,
    plannerSchema,
    types,
    partlyKnownTypes: new PartlyKnownTypes(supergraph.subgraphs(), graphs),
    hasInterfaceObjects: hasInterfaceObjects(given.schema),
    interfaceRequirements: interfaceRequirements(document),
    planner,
    plannerFieldNames: fieldNames,
    shapeConflicts: shapeConflicts(document, fieldNames),
    keysEverywhere: keysEverywhere(document),
    twins: new FieldTwins({ ...twins, keyWays: keyWays(document) }, graphs),
    overrideLabels: overrideLabelsOf(given.schema),
    requirements: readRequirements(given.schema),
    subgraphs: given.subgraphsMetadata(),
  };
}

function overrideLabelsOf(schema: Schema): string[] {
  const labels = new Set<string>();
  for (const directive of schema.directive('join__field')?.applications() ?? []) {
    const { overrideLabel } = directive.arguments();
    if (typeof overrideLabel === 'string') labels.add(overrideLabel);
  }
  return [...labels];
}

function hasInterfaceObjects(schema: Schema): boolean {
  const applications = schema.directive('join__type')?.applications() ?? new Set();
  return [...applications].some((directive) => directive.arguments().isInterfaceObject === true);
}
