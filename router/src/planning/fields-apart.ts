import {
  baseType,
  type CompositeType,
  type FederationMetadata,
  type FieldDefinition,
  federationMetadata,
  isCompositeType,
  isInterfaceObjectType,
  isObjectType,
  isUnionType,
  type ObjectType,
  type Schema,
} from '@apollo/federation-internals';
import { type FetchNode, type QueryPlanSelectionNode, trimSelectionNodes } from '@apollo/query-planner';
import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import {
  inlineFragment,
  operationOf,
  responseNameOf,
  selectsName,
  setOf,
  setsBelow,
  withUsedVariables,
} from './operation-selections.js';
import { NO_FRAGMENTS } from './placed-fetches.js';
import { TYPENAME } from './selection-conditions.js';

/** Objects that a fetch selects of. */
interface Objects {
  readonly type: CompositeType | undefined;
  /** From the fetch's own. */
  readonly path: readonly string[];
  /** What other subgraphs have of them and is there: a representation tells it, or what leads to the objects provides it. */
  readonly atHand: readonly SelectionSetNode[];
}

/** What is selected of some objects, in two. */
interface Parted {
  readonly kept: readonly SelectionNode[];
  readonly apart: readonly SelectionNode[];
  /** The types that have the fields apart, with the keys and the requirements of those. */
  readonly found: ReadonlyMap<ObjectType, Requirement>;
}

interface Requirement {
  readonly key: SelectionSetNode;
  readonly required: readonly SelectionSetNode[];
}

/** Of one fetch, the fields that it asks for without telling what they require. */
export class FieldsApart {
  /** Fetches that ask for them. Paths begin where the fetch's do. */
  readonly fetches: { readonly fetch: FetchNode; readonly path: readonly string[] }[] = [];
  readonly #schema: Schema;
  readonly #operation: OperationDefinitionNode;
  readonly #fetch: FetchNode;

  constructor(schema: Schema, operation: OperationDefinitionNode, fetch: FetchNode) {
    this.#schema = schema;
    this.#operation = operation;
    this.#fetch = fetch;
  }

  /** The fetch without them, which finds them. */
  takeOut(): FetchNode {
    const { requires, operationKind } = this.#fetch;
    const { selectionSet } = this.#operation;
    const [entities] = selectionSet.selections;
    const type = requires ? undefined : this.#schema.schemaDefinition.rootType(operationKind);
    const set =
      requires && entities?.kind === Kind.FIELD && entities.selectionSet
        ? setOf([{ ...entities, selectionSet: this.#of(entities.selectionSet, entitiesOf(requires)) }])
        : this.#of(selectionSet, { type, path: [], atHand: [] });
    return { ...this.#fetch, operation: print({ ...this.#operation, selectionSet: set }) };
  }

  #of(set: SelectionSetNode, objects: Objects): SelectionSetNode {
    const { kept, apart, found } = this.#part(set, objects);
    if (found.size === 0) return setOf(kept);
    const { type, path } = objects;
    const asked = type && isObjectType(type) ? [inlineFragment(apart, type.name)] : apart;
    this.fetches.push({ path, fetch: this.#fetchOf(asked, found) });
    const keys = [...found].map(([{ name }, { key }]) => inlineFragment([TYPENAME, ...key.selections], name));
    return setOf([...kept, ...keys]);
  }

  #part({ selections }: SelectionSetNode, objects: Objects): Parted {
    const kept: SelectionNode[] = [];
    const apart: SelectionNode[] = [];
    const found = new Map<ObjectType, Requirement>();
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = this.#narrow(objects.type, selection.typeCondition?.name.value);
        const parted = this.#part(selection.selectionSet, { ...objects, type });
        if (parted.kept.length > 0) kept.push({ ...selection, selectionSet: setOf(parted.kept) });
        if (parted.apart.length > 0) apart.push({ ...selection, selectionSet: setOf(parted.apart) });
        for (const [member, requirement] of parted.found) merge(found, member, requirement);
      } else if (selection.kind === Kind.FIELD) {
        const requirement = this.#missing(selection, objects);
        if (!requirement) kept.push(this.#below(selection, objects));
        else {
          apart.push(selection);
          merge(found, requirement.type, requirement);
        }
      }
    }
    return { kept, apart, found };
  }

  #below(field: FieldNode, { type, path, atHand }: Objects): FieldNode {
    const definition = type && !isUnionType(type) ? type.field(field.name.value) : undefined;
    const fieldType = definition?.type;
    const named = fieldType && baseType(fieldType);
    if (!definition || !field.selectionSet || !named || !isCompositeType(named)) return field;
    const lists = [...String(fieldType)].flatMap((character) => (character === '[' ? ['@'] : []));
    const provided = [...setsBelow(atHand, field.name.value, NO_FRAGMENTS), ...this.#givenTo(definition, 'provides')];
    const objects = { type: named, path: [...path, responseNameOf(field), ...lists], atHand: provided };
    return { ...field, selectionSet: this.#of(field.selectionSet, objects) };
  }

  /** What a field requires of other subgraphs and has not got. */
  #missing(field: FieldNode, { type, atHand }: Objects): (Requirement & { type: ObjectType }) | undefined {
    if (!type || !isObjectType(type) || isInterfaceObjectType(type)) return undefined;
    const definition = type.field(field.name.value);
    const required = definition ? this.#givenTo(definition, 'requires') : [];
    const isMissing = (name: string) => {
      const other = type.field(name);
      const isTold = atHand.some((set) => selectsName(set, name, NO_FRAGMENTS));
      return !isTold && other !== undefined && metadataOf(this.#schema).isFieldExternal(other);
    };
    const [key] = keysOf(type);
    return key && required.flatMap(fieldNames).some(isMissing) ? { type, key, required } : undefined;
  }

  #givenTo(field: FieldDefinition<CompositeType>, directive: 'provides' | 'requires'): SelectionSetNode[] {
    const metadata = metadataOf(this.#schema);
    const definition = directive === 'provides' ? metadata.providesDirective() : metadata.requiresDirective();
    return field.appliedDirectivesOf(definition).map((applied) => selectionOf(applied.arguments().fields));
  }

  #narrow(type: CompositeType | undefined, condition: string | undefined): CompositeType | undefined {
    const narrowed = condition === undefined ? type : this.#schema.type(condition);
    return narrowed && isCompositeType(narrowed) ? narrowed : undefined;
  }

  #fetchOf(selections: readonly SelectionNode[], found: Parted['found']): FetchNode {
    const requires = [...found].map(([{ name }, { key, required }]) =>
      inlineFragment([TYPENAME, ...[key, ...required].flatMap((set) => set.selections)], name),
    );
    const name = this.#operation.name?.value ?? '';
    const text = `query ${name}($representations: [_Any!]!) { _entities(representations: $representations) ${print(setOf(selections))} }`;
    const operation = operationOf(parse(text, { noLocation: true }));
    if (!operation) throw new Error('The operation was written here, and has one');
    const { serviceName, operationName } = this.#fetch;
    return {
      kind: 'Fetch',
      serviceName,
      operationName,
      operationKind: OperationTypeNode.QUERY,
      operation: print(withUsedVariables(operation, this.#operation.variableDefinitions ?? [])),
      requires: trimSelectionNodes(requires),
    };
  }
}

/** Of whatever type, for fragments tell. */
function entitiesOf(requires: readonly QueryPlanSelectionNode[]): Objects {
  const namesIn = (selections: readonly QueryPlanSelectionNode[]): string[] =>
    selections.flatMap((selection) => (selection.kind === 'Field' ? [selection.name] : namesIn(selection.selections)));
  return { type: undefined, path: [], atHand: [selectionOf(['__typename', ...namesIn(requires)].join(' '))] };
}

function merge(found: Map<ObjectType, Requirement>, type: ObjectType, { key, required }: Requirement): void {
  found.set(type, { key, required: [...(found.get(type)?.required ?? []), ...required] });
}

/** Those by which its subgraph finds an entity. */
function keysOf(type: ObjectType): SelectionSetNode[] {
  return type
    .appliedDirectivesOf(metadataOf(type.schema()).keyDirective())
    .map((key) => key.arguments())
    .filter(({ resolvable }) => resolvable !== false)
    .map(({ fields }) => selectionOf(fields));
}

function metadataOf(schema: Schema): FederationMetadata {
  const metadata = federationMetadata(schema);
  if (!metadata) throw new Error("The schema is no subgraph's");
  return metadata;
}

function selectionOf(fields: unknown): SelectionSetNode {
  const operation = operationOf(parse(`{${fields}}`, { noLocation: true }));
  if (!operation) throw new Error(`"${fields}" is no selection of fields`);
  return operation.selectionSet;
}

function fieldNames({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldNames(selection.selectionSet) : [];
  });
}
