import type { Random } from '../random.js';
import type { World } from '../scenario.js';
import { decorate } from './decorate.js';
import { generateRecords } from './generate-records.js';
import { placeAbstractTypes } from './place-abstract-types.js';
import { placeDependentFields } from './place-dependent-fields.js';
import { placeEntities } from './place-entities.js';
import { placeFields } from './place-fields.js';
import { placeRootFields } from './place-root-fields.js';
import { SubgraphDraft } from './subgraph-draft.js';
import { WorldDraft } from './world-draft.js';

const NAMES = ['blue', 'gold', 'green', 'grey', 'red'];

/** Two to five subgraphs and everything in them. Not each of them composes. */
export function generateWorld(random: Random): World {
  const names = random.sample(NAMES, random.int(2, 5));
  const subgraphs = names.map((name, index) => new SubgraphDraft(name, index > 0 && random.chance(0.12)));
  const draft = new WorldDraft(random, subgraphs);
  placeEntities(draft);
  placeAbstractTypes(draft);
  placeFields(draft);
  placeDependentFields(draft);
  placeRootFields(draft);
  decorate(draft);
  const texts = subgraphs
    .filter(({ types }) => types.size > 0)
    .map((draft) => ({ name: draft.name, sdl: draft.print() }));
  return { subgraphs: texts, records: generateRecords(texts, random), overrideLabels: [...draft.overrideLabels] };
}
