import { placeEntity } from './place-entities.js';
import { freeName } from './place-fields.js';
import type { SubgraphDraft } from './subgraph-draft.js';
import type { EntityDraft, WorldDraft } from './world-draft.js';

/** Interfaces and unions of the ordinary entities, each in one or two subgraphs, which may know different members. */
export function placeAbstractTypes(draft: WorldDraft): void {
  const { random } = draft;
  if (random.chance(0.7)) placeInterface(draft, 'Named');
  if (random.chance(0.7)) placeUnion(draft, 'Any');
  if (random.chance(0.45)) placeInterfaceObject(draft, 'Media');
}

/** Its fields are those that all its types in a subgraph have there. */
function placeInterface(draft: WorldDraft, name: string): void {
  const { random } = draft;
  const ordinary = draft.entities.filter(({ isOrdinary }) => isOrdinary);
  const members = random.sample(ordinary, random.int(2, ordinary.length));
  const common = ['label', 'count'].map((wish) => ({ name: wish, type: random.pick(['String', 'Int', 'String!']) }));
  for (const member of members) {
    for (const field of common) {
      const homes = random.sample(member.homes, random.int(1, member.homes.length));
      const [home] = homes;
      const able = homes.length > 1 ? homes.filter(({ isFederation1 }) => !isFederation1) : homes;
      if (!home) continue;
      const placed = able.length > 0 ? able : [home];
      const directives = placed.length > 1 ? ['@shareable'] : [];
      for (const subgraph of placed) subgraph.type('type', member.name).field(field.name, field.type, { directives });
      const [first = home] = placed;
      member.fields.set(field.name, { home: first, type: field.type, args: [], isSimple: true });
    }
  }
  const haveId = members.every(({ keys }) => keys.some(({ fields }) => fields === 'id'));
  const fields = haveId ? [...common, { name: 'id', type: 'ID!' }] : common;
  for (const subgraph of random.sample(draft.subgraphs, random.int(1, 2))) {
    const here = members.filter((member) => member.homes.includes(subgraph));
    const types = here.map((member) => subgraph.type('type', member.name));
    const shared = fields.filter((field) =>
      types.every((type) => type.fields.get(field.name)?.directives.includes('@external') === false),
    );
    if (types.length === 0 || shared.length === 0) continue;
    for (const field of shared) subgraph.type('interface', name).field(field.name, field.type);
    for (const type of types) type.interfaces.add(name);
    draft.abstractTypes.set(name, [...(draft.abstractTypes.get(name) ?? []), subgraph]);
    if (random.chance(0.4)) placeParentInterface(draft, subgraph, name);
  }
}

/** An interface that another one implements, and all types of that. */
function placeParentInterface(draft: WorldDraft, subgraph: SubgraphDraft, child: string): void {
  const name = `${child}Parent`;
  const inherited = draft.random.sample([...subgraph.type('interface', child).fields], 1);
  for (const [field, { type }] of inherited) subgraph.type('interface', name).field(field, type);
  for (const type of subgraph.types.values()) {
    if (type.name === child || type.interfaces.has(child)) type.interfaces.add(name);
  }
  draft.abstractTypes.set(name, [...(draft.abstractTypes.get(name) ?? []), subgraph]);
}

function placeUnion(draft: WorldDraft, name: string): void {
  const { random } = draft;
  const ordinary = draft.entities.filter(({ isOrdinary }) => isOrdinary);
  for (const subgraph of random.sample(draft.subgraphs, random.int(1, 3))) {
    const members = random.sample(ordinary, random.int(1, ordinary.length));
    const union = subgraph.type('union', name);
    for (const member of members) {
      draft.entityIn(subgraph, member);
      union.members.add(member.name);
    }
    draft.abstractTypes.set(name, [...(draft.abstractTypes.get(name) ?? []), subgraph]);
  }
}

/** An interface with a key and its types in one subgraph; in another, one object that stands for all of them. */
function placeInterfaceObject(draft: WorldDraft, name: string): void {
  const { random, federation2 } = draft;
  const [owner, ...others] = random.sample(federation2, federation2.length);
  if (!owner || others.length === 0) return;
  const key = { fields: 'id', types: { id: 'ID!' } };
  const mediaTypes: EntityDraft[] = ['Book', 'Film'].map((member) => placeEntity(draft, member, [key], [owner], false));
  const type = owner.type('interface', name);
  type.keys.set('id', { isResolvable: true });
  type.field('id', 'ID!');
  type.field('caption', 'String');
  for (const member of mediaTypes) {
    const object = owner.type('type', member.name);
    object.interfaces.add(name);
    object.field('caption', 'String');
    object.field(freeName(draft, member), random.pick(['Int', 'String!', '[Int]']));
  }
  const [other = owner] = others;
  const standIn = other.type('type', name);
  standIn.directives.push('@interfaceObject');
  standIn.keys.set('id', { isResolvable: true });
  standIn.field('id', 'ID!');
  standIn.field('score', random.pick(['Int', 'Int!', 'Float']));
  standIn.field('remark', 'String');
  if (random.chance(0.4)) {
    standIn.field('caption', 'String', { directives: ['@external'] });
    standIn.field('digest', 'String', { directives: ['@requires(fields: "caption")'] });
  }
  draft.abstractTypes.set(name, [owner, other]);
}
