import type { EntityDraft, KeyDraft, WorldDraft } from './world-draft.js';

const SIMPLE_KEYS: readonly KeyDraft[] = [
  { fields: 'id', types: { id: 'ID!' } },
  { fields: 'sku', types: { sku: 'String!' } },
  { fields: 'region no', types: { region: 'String!', no: 'Int!' } },
  { fields: 'place { code }', types: { place: 'Place!' } },
  { fields: 'place { code } region', types: { place: 'Place!', region: 'String!' } },
  // One record of each type has null there.
  { fields: 'mark', types: { mark: 'String' } },
];

/** Two to four entities, each in some subgraphs, with keys that lead from each of them to every other. */
export function placeEntities(draft: WorldDraft): void {
  const { random, subgraphs } = draft;
  const count = random.int(2, 4);
  for (let index = 0; index < count; index++) {
    const [first] = SIMPLE_KEYS;
    const keys = random.chance(0.5) && first ? [first] : random.sample(SIMPLE_KEYS, random.int(1, 3));
    const parent = draft.entities.find((entity) => entity.keys.some(({ fields }) => fields === 'id'));
    if (parent && random.chance(0.2)) {
      keys.push({ fields: 'parent { id }', types: { parent: `${parent.name}!` } });
    }
    placeEntity(draft, `T${index}`, keys, random.sample(subgraphs, random.int(1, subgraphs.length)), true);
  }
}

export function placeEntity(
  draft: WorldDraft,
  name: string,
  keys: readonly KeyDraft[],
  homes: EntityDraft['homes'],
  isOrdinary: boolean,
): EntityDraft {
  const { random } = draft;
  const entity: EntityDraft = { name, keys, homes, isOrdinary, fields: new Map() };
  draft.entities.push(entity);
  homes.forEach((home, index) => {
    const own = index === 0 ? keys : random.sample(keys, random.int(1, keys.length));
    for (const key of own) draft.addKey(home, entity, key, true);
  });
  return entity;
}
