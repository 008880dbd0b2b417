import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql';
import type { Operation, StoredRecord } from './scenario.js';
import { Journal } from './world/journal.js';
import type { WorldReader } from './world/world-reader.js';

export interface OracleAnswer {
  readonly data: ExecutionResult['data'];
  readonly errorPaths: readonly ResponsePath[];
  /** The data there would be if no null went up: every place that an error may speak of. */
  readonly wholeData: ExecutionResult['data'];
}

export type ResponsePath = readonly (string | number)[];

/** An object and the one whose field it came from. */
interface Held {
  readonly record: StoredRecord;
  readonly parent: Held | undefined;
}

/** One schema over the whole world on graphql-js: what the router has to answer. */
export class Oracle {
  readonly schema: GraphQLSchema;
  readonly #reader: WorldReader;
  readonly #withoutNonNull: GraphQLSchema;
  readonly #journal = new Journal();

  /** @param apiSchema    what composition makes of the subgraphs for clients */
  constructor(apiSchema: GraphQLSchema, reader: WorldReader) {
    this.#reader = reader;
    const document = parse(printSchema(apiSchema), { noLocation: true });
    this.schema = apiSchema;
    this.#withoutNonNull = buildSchema(
      print(
        visit(document, {
          FieldDefinition: (field) => ({ ...field, type: visit(field.type, { NonNullType: (node) => node.type }) }),
        }),
      ),
      { assumeValidSDL: true },
    );
  }

  answer(operation: Operation): OracleAnswer {
    const { data, errors } = this.#execute(this.schema, operation);
    const errorPaths = (errors ?? []).map(({ path = [] }) => path);
    const wholeData = errors ? this.#execute(this.#withoutNonNull, operation).data : data;
    return { data, errorPaths, wholeData };
  }

  #execute(schema: GraphQLSchema, { query, variables }: Operation): ExecutionResult {
    this.#journal.clear();
    const result = execute({
      schema,
      document: parse(query, { noLocation: true }),
      variableValues: variables,
      fieldResolver: this.#resolve,
      typeResolver: ({ record }: Held) => record.__typename,
    });
    if (result instanceof Promise) throw new Error('The one schema has no resolver that waits');
    return result;
  }

  readonly #resolve: GraphQLFieldResolver<Held | undefined, unknown> = (source, args, _context, info) => {
    const { fieldName, parentType } = info;
    const held = source ?? { record: this.#reader.root(parentType.name), parent: undefined };
    const given = { ...this.#journal.argumentsFor(info, args), ...this.#contextValues(held, fieldName) };
    const value = this.#reader.read(held.record, fieldName, given, (record): Held => ({ record, parent: held }));
    return visible(value, getNamedType(info.returnType));
  };

  /** Source: https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/entities/use-contexts */
  #contextValues(held: Held, field: string): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const { name, context, selection } of this.#reader.contextArgumentsOf(held.record, field)) {
      let ancestor = held.parent;
      while (ancestor && !this.#reader.setsContext(ancestor.record, context)) ancestor = ancestor.parent;
      if (!ancestor) throw new Error(`No ancestor sets the context "${context}"`);
      let value: unknown = this.#reader.select(ancestor.record, selection);
      while (value !== null && typeof value === 'object') [value] = Object.values(value);
      values[name] = value;
    }
    return values;
  }
}

/** A value of an enum that clients may not see is null to them. */
function visible(value: unknown, type: GraphQLNamedType): unknown {
  if (!isEnumType(type)) return value;
  if (Array.isArray(value)) return value.map((item) => visible(item, type));
  return typeof value === 'string' && !type.getValue(value) ? null : value;
}
