import { newId } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { buy, listProduct, startRecommendations, type TestRecommendations } from './_recommendations.js';

export const OUTDOOR = newId();
export const LAMPS = newId();
export const KITCHEN = newId();

export const CAMPER = aMember();

export interface TestShop extends TestRecommendations {
  /** product ids by name */
  readonly ids: Readonly<Record<string, string>>;
  nameOf(id: string): string | undefined;
}

const CATALOGUE = [
  { name: 'Trail Lamp 200', description: 'A headlamp for the night.', categoryIds: [LAMPS, OUTDOOR] },
  { name: 'Trail Lamp 400', description: 'A brighter headlamp for the night.', categoryIds: [LAMPS, OUTDOOR] },
  { name: 'Tent for two', description: 'Dry in any weather.', categoryIds: [OUTDOOR] },
  { name: 'Sleeping bag', description: 'Warm down to zero degrees.', categoryIds: [OUTDOOR] },
  { name: 'Camping stove', description: 'Boils a litre in three minutes.', categoryIds: [OUTDOOR] },
  { name: 'Bread knife', description: 'Cuts bread.', categoryIds: [KITCHEN] },
  { name: 'Chopping board', description: 'Of oiled beech.', categoryIds: [KITCHEN] },
  { name: 'Old tent', description: 'No longer sold.', categoryIds: [OUTDOOR], isActive: false },
];

/**
 * Eight products and thirteen people: campers who buy lamp, tent and sleeping bag together, cooks who buy knife and board. CAMPER has
 * bought the lamp alone. Trained.
 */
export async function openShop(): Promise<TestShop> {
  const part = await startRecommendations();
  await part.sql`insert into categories ${part.sql([
    { id: OUTDOOR, name: 'Outdoor' },
    { id: LAMPS, name: 'Lamps' },
    { id: KITCHEN, name: 'Kitchen' },
  ])}`;
  const ids: Record<string, string> = {};
  for (const product of CATALOGUE) ids[product.name] = await listProduct(part, product);
  const of = (...names: string[]) => names.map((name) => ids[name] ?? '');
  for (let person = 0; person < 7; person += 1) {
    await buy(part, newId(), of('Trail Lamp 200', 'Tent for two', 'Sleeping bag', 'Old tent'));
  }
  for (let person = 0; person < 5; person += 1) await buy(part, newId(), of('Bread knife', 'Chopping board'));
  await buy(part, CAMPER.id, of('Trail Lamp 200'));
  await part.app.train();
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return { ...part, ids, nameOf: (id) => names.get(id), [Symbol.asyncDispose]: () => part[Symbol.asyncDispose]() };
}
