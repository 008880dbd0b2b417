import type { GraphQLResolveInfo } from 'graphql';
import type { OperationLimits } from '../../config/limits-config.js';
import type { PlannedOperation } from '../../planning/operation-planner.js';
import { doInTurns } from '../../work-in-parts.js';
import type { OperationCall } from '../operation-call.js';
import type { IntrospectionShape, RuntimeFields } from '../writing/selection-writing.js';
import { IntrospectionWriter } from './write-introspection.js';

/** What an operation asks of the schema, as JSON text. */
export type Introspected = ReadonlyMap<IntrospectionShape, string>;

/**
 * Answers what the operation asks of the schema, from the schema that the client sees. Undefined when that is nothing.
 *
 * @throws RequestError limitExceeded
 */
export function introspect(
  planned: PlannedOperation,
  call: Pick<OperationCall, 'graph' | 'coercedVariables'>,
  limits: OperationLimits,
): Promise<Introspected> | undefined {
  const shapes = shapesIn(planned.fields);
  return shapes && introspectAll(shapes, planned, call, limits);
}

/** Only an operation's own fields can be such, and those of fragments around them. */
function shapesIn(fields: RuntimeFields): IntrospectionShape[] | undefined {
  let shapes: IntrospectionShape[] | undefined;
  for (const field of fields.of(undefined) ?? []) {
    const found =
      field.kind === 'introspection' ? [field.shape] : field.kind === 'deferred' ? shapesIn(field.fields) : undefined;
    if (found) shapes = shapes ? [...shapes, ...found] : found;
  }
  return shapes;
}

async function introspectAll(
  shapes: readonly IntrospectionShape[],
  { definition, fragments, rootType }: PlannedOperation,
  { graph, coercedVariables: variables }: Pick<OperationCall, 'graph' | 'coercedVariables'>,
  { introspectionValues }: OperationLimits,
): Promise<Introspected> {
  const { apiSchema: schema } = graph.supergraph;
  // Of all this the fields that describe a schema look at the schema alone.
  const info: GraphQLResolveInfo = {
    schema,
    operation: definition,
    variableValues: variables,
    parentType: rootType,
    returnType: rootType,
    fieldName: '',
    fieldNodes: [],
    fragments: {},
    rootValue: undefined,
    path: { prev: undefined, key: '', typename: undefined },
  };
  const texts = new Map<IntrospectionShape, string>();
  const writer = new IntrospectionWriter({ fragments, variables, info, maxValues: introspectionValues });
  for (const shape of shapes) texts.set(shape, await doInTurns(writer.write(shape)));
  return texts;
}
