import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  execute,
  type GraphQLFieldResolver,
  GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  parse,
  print,
  type SelectionSetNode,
  validate,
} from 'graphql';
import type { StoredRecord } from '../scenario.js';
import type { Journal } from './journal.js';
import { stableText } from './stable-text.js';
import type { SubgraphFacts, TypeFacts } from './subgraph-facts.js';
import type { WorldReader } from './world-reader.js';

/** What a subgraph did that a feature of federation is made of. */
export type ServedFeature =
  | 'entities'
  | 'interface entity'
  | 'interface object'
  | 'requires'
  | 'requires: nested'
  | 'requires: arguments'
  | 'provides'
  | 'override'
  | 'key: compound'
  | 'key: nested'
  | 'context'
  | 'federation 1'
  | 'error thrown'
  | 'entity that throws'
  | 'entity not found'
  | 'key: null'
  | 'requires: fragment';

export interface SubgraphServiceOptions {
  readonly facts: SubgraphFacts;
  readonly reader: WorldReader;
  readonly journal: Journal;
  readonly onFeature: (feature: ServedFeature) => void;
}

export interface ServiceRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** An object as this subgraph came by it. */
interface Held {
  readonly record: StoredRecord;
  /** What the router said of it. */
  readonly representation?: Record<string, unknown>;
  /** External fields that the field which led here provides. */
  readonly provided?: SelectionSetNode | undefined;
}

/**
 * One subgraph on graphql-js, as strict as it may be: it answers a field only when it has it, a requirement only from the
 * representation, and takes no operation that does not validate.
 */
export class SubgraphService {
  readonly #options: SubgraphServiceOptions;
  readonly #schema: GraphQLSchema;
  readonly #documents = new Map<string, DocumentNode>();

  constructor(options: SubgraphServiceOptions) {
    this.#options = options;
    this.#schema = buildSubgraphSchema({ typeDefs: options.facts.document });
    for (const type of Object.values(this.#schema.getTypeMap())) {
      if (isAbstractType(type)) type.resolveType = ({ record }: Held) => this.#typeNameOf(record);
    }
    const entities = this.#schema.getQueryType()?.getFields()._entities;
    if (entities) {
      entities.resolve = (_source, { representations }: { representations: Record<string, unknown>[] }) =>
        representations.map((representation) => this.#find(representation));
    }
  }

  /** @returns the answer's text */
  async answer({ query, operationName, variables }: ServiceRequest): Promise<string> {
    let document = this.#documents.get(query);
    if (!document) {
      document = parse(query, { noLocation: true });
      const errors = validate(this.#schema, document);
      if (errors.length > 0) return JSON.stringify({ errors });
      this.#documents.set(query, document);
    }
    const { facts, onFeature } = this.#options;
    if (!facts.document.definitions.some(({ kind }) => kind === Kind.SCHEMA_EXTENSION)) onFeature('federation 1');
    const result = await execute({
      schema: this.#schema,
      document,
      fieldResolver: this.#resolve,
      ...(variables && { variableValues: variables }),
      ...(operationName && { operationName }),
    });
    if (result.errors) onFeature('error thrown');
    return JSON.stringify(result);
  }

  readonly #resolve: GraphQLFieldResolver<Held | undefined, unknown> = (source, args, _context, info) => {
    const { facts, reader, journal, onFeature } = this.#options;
    const { fieldName, parentType } = info;
    const held = source ?? { record: reader.root(parentType.name) };
    const type = facts.types.get(parentType.name);
    const field = type?.fields.get(fieldName);
    if (!type || !field) throw new Error(`${facts.name} has no field ${parentType.name}.${fieldName}`);
    if (field.requires && !reader.isFaulty(held.record, fieldName))
      return this.#answerFromRequirement(held, type, field.requires);
    if (field.isExternal) {
      if (selects(held.provided, fieldName)) onFeature('provides');
      else if (!isInKey(type, fieldName)) {
        throw new Error(`${facts.name} was asked for ${parentType.name}.${fieldName}, which is external`);
      }
    }
    if (field.isOverride) onFeature('override');
    if (field.contextArguments.length > 0) onFeature('context');
    const provided = field.provides ?? selectionBelow(held.provided, fieldName);
    const wrap = (record: StoredRecord): Held => ({ record, provided });
    return reader.read(held.record, fieldName, journal.argumentsFor(info, args), wrap);
  };

  #answerFromRequirement({ record, representation, provided }: Held, type: TypeFacts, requires: SelectionSetNode) {
    const { reader, onFeature } = this.#options;
    onFeature('requires');
    const fields = requires.selections.filter((selection) => selection.kind === Kind.FIELD);
    if (fields.some(({ selectionSet }) => selectionSet)) onFeature('requires: nested');
    if (fields.some((field) => field.arguments?.length)) onFeature('requires: arguments');
    if (print(requires).includes('... on')) onFeature('requires: fragment');
    const isAtHand = fields.every(({ name }) => {
      if (representation && Object.hasOwn(representation, name.value)) return false;
      return selects(provided, name.value) || type.fields.get(name.value)?.isExternal === false;
    });
    return stableText(isAtHand ? reader.select(record, requires) : project(representation ?? {}, requires, reader));
  }

  #find(representation: Record<string, unknown>): Held | Error | null {
    const { facts, reader, onFeature } = this.#options;
    const typeName = String(representation.__typename);
    const type = facts.types.get(typeName);
    const keys = (type?.keys ?? []).filter(
      ({ isResolvable, selection }) => isResolvable && fits(representation, selection),
    );
    if (!type || keys.length === 0) {
      return new Error(`${facts.name} resolves no entity by ${JSON.stringify(representation)}`);
    }
    const record = reader.recordsOf(typeName).find((candidate) =>
      keys.every(({ selection }) => {
        const own = stableText(reader.select(candidate, selection));
        return own === stableText(project(representation, selection, reader));
      }),
    );
    if (!record) return new Error(`${facts.name} has no entity ${JSON.stringify(representation)}`);
    if (record.$lostIn === facts.name) {
      onFeature(record.$lostAs === 'error' ? 'entity that throws' : 'entity not found');
      return record.$lostAs === 'error' ? new Error('out of order') : null;
    }
    onFeature('entities');
    if (type.isInterfaceObject) onFeature('interface object');
    else if (!type.isObject) onFeature('interface entity');
    const used = keys.flatMap(({ selection }) => selection.selections.filter(({ kind }) => kind === Kind.FIELD));
    if (keys.some(({ selection }) => selection.selections.length > 1)) onFeature('key: compound');
    if (representation.mark === null) onFeature('key: null');
    if (used.some((field) => 'selectionSet' in field && field.selectionSet)) onFeature('key: nested');
    return { record, representation };
  }

  /** An interface object stands for all types of its interface. */
  #typeNameOf(record: StoredRecord): string | undefined {
    const { facts, reader } = this.#options;
    if (this.#schema.getType(record.__typename) instanceof GraphQLObjectType) return record.__typename;
    return [...reader.typesOf(record)].find((name) => facts.types.get(name)?.isInterfaceObject);
  }
}

function fits(representation: Record<string, unknown>, { selections }: SelectionSetNode): boolean {
  return selections.every((selection) => {
    if (selection.kind !== Kind.FIELD) return true;
    const value = representation[selection.name.value];
    if (!selection.selectionSet) return value !== undefined;
    return isObject(value) && fits(value, selection.selectionSet);
  });
}

/** The part of a representation that a selection is about. */
function project(
  source: Record<string, unknown>,
  { selections }: SelectionSetNode,
  reader: WorldReader,
): Record<string, unknown> {
  const projected: Record<string, unknown> = {};
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const isOfType = !condition || reader.typesOf({ __typename: String(source.__typename) }).has(condition);
      if (isOfType) Object.assign(projected, project(source, selection.selectionSet, reader));
    } else if (selection.kind === Kind.FIELD) {
      const { selectionSet } = selection;
      const name = selection.name.value;
      const value = source[name];
      if (value === undefined) throw new Error(`The representation ${JSON.stringify(source)} has no "${name}"`);
      const below = (item: unknown): unknown => {
        if (Array.isArray(item)) return item.map(below);
        return selectionSet && isObject(item) ? project(item, selectionSet, reader) : item;
      };
      projected[name] = below(value);
    }
  }
  return projected;
}

function selects(selection: SelectionSetNode | undefined, field: string): boolean {
  return fieldsNamed(selection, field).length > 0;
}

function selectionBelow(selection: SelectionSetNode | undefined, field: string): SelectionSetNode | undefined {
  return fieldsNamed(selection, field).find(({ selectionSet }) => selectionSet)?.selectionSet;
}

function fieldsNamed(selection: SelectionSetNode | undefined, name: string) {
  return (selection?.selections ?? []).flatMap((item) =>
    item.kind === Kind.FIELD && item.name.value === name ? [item] : [],
  );
}

function isInKey({ keys }: TypeFacts, field: string): boolean {
  return keys.some(({ selection }) => selects(selection, field));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
