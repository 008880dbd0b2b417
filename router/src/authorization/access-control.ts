import type { FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { AccessRules } from './access-rules.js';
import { type OperationAccess, operationAccess } from './operation-access.js';
import type { RequirementsByCoordinate } from './requirement.js';

/** What operations on one schema need, worked out once for each operation that is parsed. */
export class AccessControl {
  readonly #schema: GraphQLSchema;
  readonly #rules: AccessRules;
  /** As many as the cache of documents holds. */
  readonly #operations = new WeakMap<OperationDefinitionNode, OperationAccess>();

  constructor(schema: GraphQLSchema, requirements: RequirementsByCoordinate) {
    this.#schema = schema;
    this.#rules = new AccessRules(schema, requirements);
  }

  of(operation: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): OperationAccess {
    const known = this.#operations.get(operation);
    if (known) return known;
    const access = operationAccess(operation, fragments, this.#schema, this.#rules);
    this.#operations.set(operation, access);
    return access;
  }
}
