import type { SubgraphDraft } from './subgraph-draft.js';
import type { EntityDraft, WorldDraft } from './world-draft.js';

/** Few, so that one name means different things in different types, and clients' aliases collide with them. */
const NAMES = [
  'name',
  'title',
  'size',
  'price',
  'rank',
  'flag',
  'kind',
  'meta',
  'tags',
  'grid',
  'peer',
  'items',
  'best',
];

const LEAVES = ['Int', 'Float', 'String', 'Boolean', 'ID', 'Shade', 'Json', 'String', 'Int'];
const WITH_ARGUMENTS = new Set(['Int', 'Float', 'String', 'Boolean']);
const ARGUMENTS = [
  'x: Int = 1',
  'x: Int',
  'word: String',
  'word: String = "w"',
  'filter: Filter',
  'flags: [Boolean!] = [true, false]',
  'mode: Mode = FAST',
  'id: ID',
  'ratio: Float',
  'must: Int!',
  'filters: [Filter]',
];

/** Spreads fields of all types over the homes of each entity. */
export function placeFields(draft: WorldDraft): void {
  const { random } = draft;
  for (const entity of draft.entities) {
    const count = random.int(3, 6);
    for (let index = 0; index < count; index++) {
      const home = random.pick(entity.homes);
      placeField(draft, entity, home, freeName(draft, entity));
    }
  }
}

/** A name that no subgraph's part of the entity has yet. */
export function freeName(draft: WorldDraft, { name: typeName, homes }: EntityDraft, wish?: string): string {
  const isTaken = (name: string) =>
    draft.subgraphs.some(({ types }) => types.get(typeName)?.fields.has(name)) ||
    homes.some(({ types }) => types.get(typeName)?.fields.has(name));
  const base = wish ?? draft.random.pick(NAMES);
  for (let n = 0; ; n++) {
    const name = n === 0 ? base : `${base}${n}`;
    if (!isTaken(name)) return name;
  }
}

function placeField(draft: WorldDraft, entity: EntityDraft, home: SubgraphDraft, name: string): void {
  const { random } = draft;
  const named = namedTypeFor(draft, home);
  const type = wrap(draft, named);
  const args = argumentsFor(draft, home, named, type);
  home.type('type', entity.name).field(name, type, { args });
  const isLeaf = LEAVES.includes(named);
  const isSimple = (isLeaf || named === 'Box' || named === 'Place') && !args.some((arg) => arg.includes('!'));
  entity.fields.set(name, { home, type, args, isSimple });
  const others = entity.homes.filter((other) => other !== home && !other.isFederation1);
  if (home.isFederation1 || others.length === 0 || !random.chance(0.15)) return;
  share(draft, entity, { home, other: random.pick(others), name, named, type, args });
}

interface SharedField {
  readonly home: SubgraphDraft;
  readonly other: SubgraphDraft;
  readonly name: string;
  readonly named: string;
  readonly type: string;
  readonly args: readonly string[];
}

/** The other subgraph may be stricter about null, and may have an argument that clients then do not get. */
function share(draft: WorldDraft, entity: EntityDraft, { home, other, name, named, type, args }: SharedField): void {
  const { random } = draft;
  if (draft.abstractTypes.has(named)) return;
  typeIn(draft, other, named);
  for (const arg of args) argumentTypeIn(draft, other, arg);
  home.type('type', entity.name).fields.get(name)?.directives.push('@shareable');
  const stricter = random.chance(0.3) && !type.endsWith('!') ? `${type}!` : type;
  const more = args.length > 0 && random.chance(0.3) ? ['alone: Int'] : [];
  other.type('type', entity.name).field(name, stricter, { args: [...args, ...more], directives: ['@shareable'] });
}

/** A type that the subgraph can answer, made known to it. */
export function namedTypeFor(draft: WorldDraft, home: SubgraphDraft): string {
  const { random } = draft;
  const abstract = [...draft.abstractTypes].filter(([, homes]) => homes.includes(home)).map(([name]) => name);
  const ordinary = draft.entities.filter(({ isOrdinary }) => isOrdinary).map(({ name }) => name);
  const roll = random.next();
  let named = random.pick(LEAVES);
  if (roll < 0.35) named = random.pick(ordinary);
  else if (roll < 0.45) named = random.pick(['Box', 'Place']);
  else if (roll < 0.65 && abstract.length > 0) named = random.pick(abstract);
  typeIn(draft, home, named);
  return named;
}

/** Makes a type known to a subgraph. */
export function typeIn(draft: WorldDraft, subgraph: SubgraphDraft, named: string): void {
  const entity = draft.entities.find(({ name }) => name === named);
  if (entity) draft.entityIn(subgraph, entity);
  draft.valueTypeIn(subgraph, named);
  draft.leafTypeIn(subgraph, named);
}

export function wrap({ random }: WorldDraft, named: string): string {
  const roll = random.next();
  if (roll < 0.45) return named;
  if (roll < 0.6) return `${named}!`;
  return random.pick(['[N]', '[N!]', '[N!]!', '[N]!', '[[N]]', '[[N!]!]!', '[[N]!]']).replace('N', named);
}

export function argumentsFor(draft: WorldDraft, home: SubgraphDraft, named: string, type: string): string[] {
  const { random } = draft;
  const isList = type.startsWith('[');
  const isLeaf = LEAVES.includes(named);
  if (!random.chance(0.3) || (isLeaf ? !WITH_ARGUMENTS.has(named) : !isList)) return [];
  const args = random.sample(ARGUMENTS, random.int(1, 2));
  const different = args.filter((arg, index) => args.findIndex((one) => nameOf(one) === nameOf(arg)) === index);
  for (const arg of different) argumentTypeIn(draft, home, arg);
  return different;
}

function argumentTypeIn(draft: WorldDraft, home: SubgraphDraft, arg: string): void {
  if (arg.includes('Filter')) draft.leafTypeIn(home, 'Filter');
  if (arg.includes('Mode')) draft.leafTypeIn(home, 'Mode');
}

function nameOf(arg: string): string {
  return arg.slice(0, arg.indexOf(':'));
}
