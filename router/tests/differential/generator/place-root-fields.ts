import { argumentsFor, namedTypeFor, typeIn, wrap } from './place-fields.js';
import type { SubgraphDraft } from './subgraph-draft.js';
import type { WorldDraft } from './world-draft.js';

/** Ways into the graph: each subgraph has some, each entity has one, and there are mutations and subscriptions. */
export function placeRootFields(draft: WorldDraft): void {
  const { random } = draft;
  for (const [index, entity] of draft.entities.filter(({ isOrdinary }) => isOrdinary).entries()) {
    const home = random.pick(entity.homes);
    const list = random.pick(['[N!]!', '[N]', '[N!]']).replace('N', entity.name);
    home.type('type', 'Query').field(`all${index}`, list);
    if (!home.types.get(entity.name)?.fields.has('id')) continue;
    home.type('type', 'Query').field(`one${index}`, entity.name, { args: ['id: ID!'] });
  }
  for (const name of draft.abstractTypes.keys()) {
    const home = random.pick(draft.abstractTypes.get(name) ?? []);
    home.type('type', 'Query').field(`some${name}`, random.pick(['[N!]!', '[N]', 'N']).replace('N', name));
  }
  draft.subgraphs.forEach((subgraph, index) => {
    for (const name of [`root${index}`, `more${index}`]) {
      if (!random.chance(0.6)) continue;
      const named = namedTypeFor(draft, subgraph);
      const type = wrap(draft, named);
      subgraph.type('type', 'Query').field(name, type, { args: argumentsFor(draft, subgraph, named, type) });
    }
    if (random.chance(0.6)) placeMutation(draft, index);
    if (random.chance(0.5)) placeSubscription(draft, subgraph, index);
  });
  placeSharedRootField(draft);
}

function placeMutation(draft: WorldDraft, index: number): void {
  const { random } = draft;
  const subgraph = draft.subgraphs[index];
  if (!subgraph) return;
  const mutation = subgraph.type('type', 'Mutation');
  mutation.field(`count${index}`, random.pick(['Int', 'Int!', 'String!']), { args: ['x: Int = 1'] });
  const entity = random.pick(draft.entities.filter(({ isOrdinary }) => isOrdinary));
  typeIn(draft, subgraph, entity.name);
  mutation.field(`change${index}`, random.pick(['N', '[N!]']).replace('N', entity.name), { args: ['filter: Filter'] });
  draft.leafTypeIn(subgraph, 'Filter');
}

function placeSubscription(draft: WorldDraft, subgraph: SubgraphDraft, index: number): void {
  const named = namedTypeFor(draft, subgraph);
  const type = wrap(draft, named);
  const args = argumentsFor(draft, subgraph, named, type);
  subgraph.type('type', 'Subscription').field(`watch${index}`, type, { args });
}

function placeSharedRootField(draft: WorldDraft): void {
  const { random } = draft;
  const entity = random.pick(draft.entities.filter(({ isOrdinary }) => isOrdinary));
  const able = entity.homes.filter(({ isFederation1 }) => !isFederation1);
  if (able.length < 2) return;
  for (const home of able)
    home.type('type', 'Query').field('shared', `[${entity.name}]`, { directives: ['@shareable'] });
}
