import type { Schema } from '@apollo/federation-internals';
import { z } from 'zod';

/** A `@listSize`, its absent arguments being as the specification says. */
export interface ListSize {
  readonly assumedSize: number | undefined;
  /** Paths of arguments whose values are sizes, such as `first` or `page.size`. */
  readonly slicingArguments: readonly (readonly string[])[];
  /** Fields of the returned object whose lists have this size; empty when it is the field's own list. */
  readonly sizedFields: ReadonlySet<string>;
  readonly requireOneSlicingArgument: boolean;
}

/** The `@cost`s and `@listSize`s of a supergraph, by the coordinate of what they stand at (`Query.products`, `Query.products(first:)`). */
export interface Weights {
  readonly costs: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

const IDENTITY = 'https://specs.apollo.dev/cost';
const costArguments = z.object({ weight: z.number() });
const listSizeArguments = z.object({
  assumedSize: z.number().nullish(),
  slicingArguments: z.array(z.string()).nullish(),
  sizedFields: z.array(z.string()).nullish(),
  requireOneSlicingArgument: z.boolean().nullish(),
});

/**
 * Reads what a supergraph says about costs; the directives are found by their specification's address, whatever their names.
 *
 * Source: https://ibm.github.io/graphql-specs/cost-spec.html, https://specs.apollo.dev/link/v1.0
 */
export function readWeights(schema: Schema): Weights {
  const costs = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  for (const [coordinate, given] of applicationsOf(schema, 'cost')) {
    costs.set(coordinate, costArguments.parse(given).weight);
  }
  for (const [coordinate, given] of applicationsOf(schema, 'listSize')) {
    const { assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument } = listSizeArguments.parse(given);
    listSizes.set(coordinate, {
      assumedSize: assumedSize ?? undefined,
      slicingArguments: (slicingArguments ?? []).map((path) => path.split('.')),
      sizedFields: new Set(sizedFields),
      requireOneSlicingArgument: requireOneSlicingArgument ?? true,
    });
  }
  return { costs, listSizes };
}

function applicationsOf(schema: Schema, name: string): (readonly [string, Readonly<Record<string, unknown>>])[] {
  const linked = schema.coreFeatures?.getByIdentity(IDENTITY);
  const directive = linked && schema.directive(linked.directiveNameInSchema(name));
  return [...(directive?.applications() ?? [])].flatMap((applied) => {
    const coordinate = 'coordinate' in applied.parent ? applied.parent.coordinate : undefined;
    return typeof coordinate === 'string' ? [[coordinate, applied.arguments()] as const] : [];
  });
}
