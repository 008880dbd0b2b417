import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { DemandConfig } from '../config/demand-config.js';
import type { JsonRecord } from '../json-record.js';
import { isIncluded } from '../planning/selection-conditions.js';
import { AnswerCost } from './answer-cost.js';
import { type CostExpression, evaluate, product, sum } from './cost-expression.js';
import { sizeOf } from './list-size.js';
import type { Weights } from './read-weights.js';
import { scoreArguments } from './score-arguments.js';

/** What an operation costs before and after it is executed. */
export interface OperationCost {
  readonly estimate: CostExpression;
  readonly answer: AnswerCost;
}

export interface CostOptions {
  /** The API schema that the operations are valid against. */
  readonly schema: GraphQLSchema;
  readonly weights: Weights;
  readonly demand: Pick<DemandConfig, 'defaultListSize' | 'mode'>;
}

const MUTATION_COST = 10;

/** A list that an object's field is known to have, by what its parent's `@listSize` says of `sizedFields`. */
type SizesFromAbove = { readonly fields: ReadonlySet<string>; readonly size: CostExpression } | undefined;

/**
 * Estimates operations by the cost specification: a field costs what its type does (1 for an object, interface or union, 0 for
 * a scalar or enum, or their `@cost`, or its own), with all below it as often as its list has items, and its arguments. A
 * mutation costs 10 besides. Fields of alternative types are added up: the estimate is an upper bound, if lists are no longer
 * than assumed.
 *
 * Source: https://ibm.github.io/graphql-specs/cost-spec.html,
 * https://www.apollographql.com/docs/graphos/routing/security/demand-control
 */
export class OperationCosts {
  readonly #options: CostOptions;
  readonly #known = new WeakMap<OperationDefinitionNode, OperationCost>();

  constructor(options: CostOptions) {
    this.#options = options;
  }

  /** Worked out once for each operation; what depends on variables remains an expression. */
  costOf(operation: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): OperationCost {
    const known = this.#known.get(operation);
    if (known) return known;
    const cost = compileCost(operation, fragments, this.#options);
    this.#known.set(operation, cost);
    return cost;
  }
}

function compileCost(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  { schema, weights, demand }: CostOptions,
): OperationCost {
  const base = operation.operation === OperationTypeNode.MUTATION ? MUTATION_COST : 0;
  const rootType = schema.getRootType(operation.operation)?.name ?? '';
  const rules = { defaultListSize: demand.defaultListSize, isStrict: demand.mode === 'enforce' };
  const answer = new AnswerCost(base);
  const estimate = sum([base, scoreSet(operation.selectionSet, rootType, undefined, answer)]);
  return { estimate, answer };

  function scoreSet(set: SelectionSetNode, typeName: string, sizes: SizesFromAbove, shape: AnswerCost): CostExpression {
    return sum(
      set.selections.map((selection) => whenIncluded(selection, scoreSelection(selection, typeName, sizes, shape))),
    );
  }

  function scoreSelection(
    selection: SelectionNode,
    typeName: string,
    sizes: SizesFromAbove,
    shape: AnswerCost,
  ): CostExpression {
    if (selection.kind === Kind.FIELD) return scoreField(selection, typeName, sizes, shape);
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!fragment) return 0;
    return scoreSet(fragment.selectionSet, fragment.typeCondition?.name.value ?? typeName, sizes, shape);
  }

  function scoreField(node: FieldNode, typeName: string, sizes: SizesFromAbove, shape: AnswerCost): CostExpression {
    const field = fieldOf(schema, typeName, node.name.value);
    // What the router answers by itself costs subgraphs nothing.
    if (!field) return 0;
    const coordinate = `${typeName}.${field.name}`;
    const type = getNamedType(field.type);
    const given = node.arguments ?? [];
    const own = weights.costs.get(coordinate) ?? weights.costs.get(type.name) ?? (isCompositeType(type) ? 1 : 0);
    const argumentsCost = scoreArguments(coordinate, field.args, given, weights);
    const listSize = weights.listSizes.get(coordinate);
    const size = listSize && sizeOf({ coordinate, field, given, listSize }, rules);
    const fromAbove = sizes?.fields.has(field.name) ? sizes.size : undefined;
    const below =
      size !== undefined && listSize && listSize.sizedFields.size > 0
        ? { fields: listSize.sizedFields, size }
        : undefined;
    const items = isList(field.type) ? (fromAbove ?? size ?? rules.defaultListSize) : 1;
    const shapeBelow = shape.add((node.alias ?? node.name).value, { own, arguments: argumentsCost });
    const selected = node.selectionSet ? scoreSet(node.selectionSet, type.name, below, shapeBelow) : 0;
    return sum([product(items, sum([own, selected])), argumentsCost]);
  }
}

function whenIncluded({ directives }: SelectionNode, cost: CostExpression): CostExpression {
  if (!directives?.length) return cost;
  return (variables: JsonRecord) => (isIncluded(directives, variables) ? evaluate(cost, variables) : 0);
}

function fieldOf(schema: GraphQLSchema, typeName: string, name: string): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
