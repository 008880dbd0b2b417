import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { LruCache } from '../cache/lru-cache.js';
import type { DeniedFields } from '../planning/denied-fields.js';
import type { AccessRules } from './access-rules.js';
import type { Requirement } from './requirement.js';

export interface GuardedField {
  readonly node: FieldNode;
  /** `Type.field`, the type being the one it is selected on. */
  readonly coordinate: string;
  readonly requirements: ReadonlySet<Requirement>;
}

/** The decisions of one operation that are remembered; there are as many as viewers differ in what they may have of it. */
const MAX_DECISIONS = 64;

/** What a viewer needs for each field of one operation. */
export class OperationAccess {
  readonly guarded: readonly GuardedField[];
  /** All that its fields need, each once. */
  readonly requirements: readonly Requirement[];
  /** The names of the policies among them. */
  readonly policies: readonly string[];
  readonly #denied = new LruCache<DeniedFields>(MAX_DECISIONS);

  constructor(guarded: readonly GuardedField[]) {
    this.guarded = guarded;
    this.requirements = [...new Set(guarded.flatMap(({ requirements }) => [...requirements]))];
    const policies = this.requirements.flatMap((requirement) =>
      requirement.kind === 'policies' ? requirement.anyOf.flat() : [],
    );
    this.policies = [...new Set(policies)];
  }

  /**
   * What whoever meets these requirements may not have.
   *
   * @returns undefined when that is nothing; else the same object for the same answers of `meets`
   */
  denied(meets: (requirement: Requirement) => boolean): DeniedFields | undefined {
    let key = '';
    for (const requirement of this.requirements) key += meets(requirement) ? '+' : '-';
    if (!key.includes('-')) return undefined;
    const known = this.#denied.get(key);
    if (known) return known;
    const unmet = new Set(this.requirements.filter((_, index) => key[index] === '-'));
    const fields = this.guarded.filter(({ requirements }) =>
      [...requirements].some((requirement) => unmet.has(requirement)),
    );
    const denied = { key, nodes: new Set(fields.map(({ node }) => node)) };
    this.#denied.set(key, denied);
    return denied;
  }
}

/** Looks at every field of an operation once, however often its fragment is spread. The operation is valid. */
export function operationAccess(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  schema: GraphQLSchema,
  rules: AccessRules,
): OperationAccess {
  const guarded: GuardedField[] = [];
  const spread = new Set<string>();
  visitSet(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
  return new OperationAccess(guarded);

  function visitSet(set: SelectionSetNode, parent: GraphQLCompositeType | undefined): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) visitField(selection, parent);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        visitSet(selection.selectionSet, condition === undefined ? parent : typeNamed(condition));
      } else visitFragment(selection.name.value);
    }
  }

  function visitFragment(name: string): void {
    const fragment = fragments.get(name);
    if (!fragment || spread.has(name)) return;
    spread.add(name);
    visitSet(fragment.selectionSet, typeNamed(fragment.typeCondition.name.value));
  }

  function visitField(node: FieldNode, parent: GraphQLCompositeType | undefined): void {
    const name = node.name.value;
    // Introspection shows the whole schema to everybody.
    if (!parent || name === '__schema' || name === '__type') return;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    const returned = field && getNamedType(field.type);
    const isSelectedThrough =
      node.selectionSet !== undefined && isAbstractType(returned) && selectsOn(returned.name, node.selectionSet);
    const requirements = rules.ofField(parent, name, isSelectedThrough);
    if (requirements.size > 0) guarded.push({ node, coordinate: `${parent.name}.${name}`, requirements });
    if (node.selectionSet && isCompositeType(returned)) visitSet(node.selectionSet, returned);
  }

  /** Whether fields are selected on this type itself. `__typename` tells nothing that a fragment would not. */
  function selectsOn(typeName: string, set: SelectionSetNode): boolean {
    return set.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value !== '__typename';
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value ?? typeName;
      return fragment !== undefined && condition === typeName && selectsOn(typeName, fragment.selectionSet);
    });
  }

  function typeNamed(name: string): GraphQLCompositeType | undefined {
    const type = schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}
