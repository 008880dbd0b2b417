import { type DocumentNode, type FieldNode, Kind, visit } from 'graphql';
import type { SupergraphWithTwins } from '../supergraph/argument-twins.js';

const NONE: ReadonlySet<string> = new Set();

export interface TwinFacts extends Pick<SupergraphWithTwins, 'sources' | 'requiredWays'> {
  /** See `keyWays`. */
  readonly keyWays: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What preparing a plan has to know of the twins that stand for fields with arguments (see `addArgumentTwins`). */
export class FieldTwins {
  readonly #twins: TwinFacts;
  readonly #graphs: ReadonlyMap<string, string>;
  readonly #requiredIn = new Map<string, ReadonlySet<string>>();

  /** @param graphs    subgraph name → its value in the supergraph's enum `join__Graph` */
  constructor(twins: TwinFacts, graphs: ReadonlyMap<string, string>) {
    this.#twins = twins;
    this.#graphs = graphs;
    for (const [coordinate, ways] of twins.requiredWays) {
      const [graph = ''] = coordinate.split(' ');
      this.#requiredIn.set(graph, new Set([...(this.#requiredIn.get(graph) ?? []), ...ways]));
    }
  }

  /** The way by fields' own names. */
  ownWay(way: string): string {
    return way
      .split('/')
      .map((name) => this.fieldName(name))
      .join('/');
  }

  /** The field's own name, of a twin's name. */
  fieldName(name: string): string {
    return this.#twins.sources.get(name)?.field ?? name;
  }

  /** The ways (see `fieldWays`) to the fields, twins among them, which a field of a subgraph requires. */
  requiredBy(subgraph: string, typeName: string, fieldName: string): ReadonlySet<string> {
    return this.#twins.requiredWays.get(`${this.#graphs.get(subgraph)} ${typeName}.${fieldName}`) ?? NONE;
  }

  /** The ways to the fields, twins among them, which any field of a subgraph requires. */
  requiredIn(subgraph: string): ReadonlySet<string> {
    return this.#requiredIn.get(this.#graphs.get(subgraph) ?? '') ?? NONE;
  }

  /** The ways to the fields by which a subgraph may find an entity of some type. */
  keysOf(subgraph: string): ReadonlySet<string> {
    return this.#twins.keyWays.get(this.#graphs.get(subgraph) ?? '') ?? NONE;
  }

  /** The operation as the subgraph knows it: every twin an alias of its field with its arguments. */
  restore(operation: DocumentNode): DocumentNode {
    return visit(operation, { Field: (field) => this.#restoreField(field) });
  }

  #restoreField(field: FieldNode): FieldNode | undefined {
    const source = this.#twins.sources.get(field.name.value);
    if (!source) return undefined;
    const name = { kind: Kind.NAME, value: source.field } as const;
    return { ...field, alias: field.alias ?? field.name, name, arguments: source.arguments };
  }
}
