import type { Random } from '../random.js';
import type { SubgraphDraft, TypeDraft } from './subgraph-draft.js';

export const RECORDS_PER_TYPE = 3;

/** One way to tell an entity's records apart. */
export interface KeyDraft {
  /** As `@key(fields:)` has it. */
  readonly fields: string;
  /** Each subgraph with the key has these fields. */
  readonly types: Readonly<Record<string, string>>;
}

export interface EntityDraft {
  readonly name: string;
  readonly keys: readonly KeyDraft[];
  /** Those that answer fields of it; the first resolves all of its keys. Others may have a stub. */
  readonly homes: SubgraphDraft[];
  /** May be the type of any field. */
  readonly isOrdinary: boolean;
  /** Fields that can be asked for again elsewhere: name → its home and its SDL. */
  readonly fields: Map<string, PlacedField>;
}

export interface PlacedField {
  readonly home: SubgraphDraft;
  readonly type: string;
  readonly args: readonly string[];
  /** It can be part of a requirement: no object of an abstract type, no argument that must be given. */
  readonly isSimple: boolean;
}

/** A graph in the making. */
export class WorldDraft {
  readonly entities: EntityDraft[] = [];
  readonly overrideLabels = new Set<string>();
  /** Interface and union names → the subgraphs that have them. */
  readonly abstractTypes = new Map<string, SubgraphDraft[]>();

  constructor(
    readonly random: Random,
    readonly subgraphs: readonly SubgraphDraft[],
  ) {}

  get federation2(): SubgraphDraft[] {
    return this.subgraphs.filter(({ isFederation1 }) => !isFederation1);
  }

  /** The entity in a subgraph: as it is there, or a stub with one key. */
  entityIn(subgraph: SubgraphDraft, entity: EntityDraft): TypeDraft {
    const known = subgraph.types.get(entity.name);
    if (known) return known;
    const isResolvable = subgraph.isFederation1 || this.random.chance(0.4);
    return this.addKey(subgraph, entity, this.random.pick(entity.keys), isResolvable);
  }

  addKey(subgraph: SubgraphDraft, entity: EntityDraft, key: KeyDraft, isResolvable: boolean): TypeDraft {
    const isExtension = subgraph.isFederation1 && entity.homes[0] !== subgraph;
    const type = subgraph.type('type', entity.name);
    type.keys.set(key.fields, { isResolvable });
    for (const [name, fieldType] of Object.entries(key.types)) {
      if (!type.fields.has(name)) type.field(name, fieldType, { directives: isExtension ? ['@external'] : [] });
      this.#keyTypeIn(subgraph, fieldType.replaceAll(/\W/g, ''));
    }
    return type;
  }

  /** A key may select an object's code, or another entity's id. */
  #keyTypeIn(subgraph: SubgraphDraft, name: string): void {
    this.valueTypeIn(subgraph, name);
    const entity = this.entities.find((other) => other.name === name);
    const key = entity?.keys.find(({ fields }) => fields === 'id');
    if (entity && key && !subgraph.types.get(name)?.keys.has('id')) this.addKey(subgraph, entity, key, true);
  }

  /** Every subgraph that has a value type has all of it. */
  valueTypeIn(subgraph: SubgraphDraft, name: string): void {
    const fields = VALUE_TYPES[name];
    if (!fields || subgraph.types.has(name)) return;
    const type = subgraph.type('type', name);
    if (!subgraph.isFederation1) type.directives.push('@shareable');
    for (const [field, fieldType] of Object.entries(fields)) {
      type.field(field, fieldType);
      this.leafTypeIn(subgraph, fieldType.replaceAll(/\W/g, ''));
      this.valueTypeIn(subgraph, fieldType.replaceAll(/\W/g, ''));
    }
  }

  leafTypeIn(subgraph: SubgraphDraft, name: string): void {
    if (subgraph.types.has(name)) return;
    if (name === 'Json') subgraph.type('scalar', 'Json');
    else if (name === 'Shade')
      this.#enumIn(subgraph, 'Shade', ['RED', 'GREEN'], ['BLUE', 'GREY', 'DARK @inaccessible']);
    else if (name === 'Mode') this.#enumIn(subgraph, 'Mode', ['FAST', 'SLOW'], ['LOUD', 'MUTE']);
    else if (name === 'Filter') this.#filterIn(subgraph);
  }

  #enumIn(subgraph: SubgraphDraft, name: string, core: readonly string[], extra: readonly string[]): void {
    const { members } = subgraph.type('enum', name);
    const allowed = subgraph.isFederation1 ? extra.filter((value) => !value.includes('@')) : extra;
    for (const value of [...core, ...this.random.some(allowed, 0.3)]) members.add(value);
  }

  /** Clients get the fields that all subgraphs have. */
  #filterIn(subgraph: SubgraphDraft): void {
    const type = subgraph.type('input', 'Filter');
    type.field('least', 'Int = 3');
    type.field('word', 'String');
    type.field('mode', 'Mode');
    type.field('more', '[Filter!]');
    if (this.random.chance(0.4)) type.field(this.random.pick(['extra', 'other']), 'Boolean');
    this.leafTypeIn(subgraph, 'Mode');
  }
}

export const VALUE_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Place: { code: 'String!', zone: 'Int', name: 'String' },
  Box: { size: 'Float', name: 'String', shade: 'Shade', place: 'Place', codes: '[[Int]!]', meta: 'Json' },
};
