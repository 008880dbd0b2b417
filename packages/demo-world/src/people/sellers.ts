import type { Clock } from '../clock.js';
import { DAY_MS, STORY_END_MS } from '../clock.js';
import { idOf } from '../ids.js';
import { itemAround, Random } from '../random.js';
import { slugOf } from '../slug.js';
import type { SeedSeller, SeedUser } from '../types.js';
import { COUNTRIES } from './countries.js';
import { DEMO_LOGINS } from './logins.js';

const SELLER_STREAM = 301;

/** The first belongs to the seller's demo login. */
const WRITTEN_SHOPS = [
  { name: 'Lantern & Loom', description: 'A bit of everything that lasts, chosen by two people who argue about it.' },
  {
    name: 'Northbay Supply',
    description: 'Kit and tools from a warehouse by the harbour; orders before noon leave the same day.',
  },
  { name: 'Paperbird Goods', description: 'Small makers from nine countries, and a handwritten note in every parcel.' },
  {
    name: 'Copper Street Traders',
    description: 'A family shop since 1974, on the web since somebody’s nephew insisted.',
  },
];

const SHOP_BEGINNINGS = [
  'Blue Door',
  'Corner',
  'Evergreen',
  'Fairweather',
  'Harbour',
  'Hillside',
  'Old Mill',
  'Red Kite',
  'Riverside',
  'Sunday',
];
const SHOP_ENDINGS = [
  'Goods',
  'Market',
  'Supply',
  'Store',
  'Workshop',
  'Trading',
  'Outfitters',
  'Company',
  'House',
  'Collective',
];

/** The first user is the admin, the sellers follow. */
const FIRST_SELLER_USER = 1;

export function sellerId(index: number): string {
  return idOf('user', joinedMs(index), FIRST_SELLER_USER + index);
}

export function sellerUser(index: number, clock: Clock): SeedUser {
  const random = new Random(SELLER_STREAM, index);
  const country = random.pick(COUNTRIES);
  return {
    id: sellerId(index),
    email: index === 0 ? DEMO_LOGINS.SELLER : `seller.${index + 1}@souk.test`,
    firstName: random.pick(country.firstNames),
    lastName: random.pick(country.lastNames),
    phone: null,
    roles: ['MEMBER', 'SELLER'],
    taste: null,
    addresses: [],
    createdAt: clock.dateOf(joinedMs(index)),
  };
}

export function sellerRow(index: number, clock: Clock): SeedSeller {
  const shop = WRITTEN_SHOPS[index] ?? generatedShop(index);
  return { id: sellerId(index), slug: slugOf(shop.name), ...shop, createdAt: clock.dateOf(joinedMs(index)) };
}

/** Sellers joined before the first product was listed. */
function joinedMs(index: number): number {
  return STORY_END_MS - 1_200 * DAY_MS + index * DAY_MS;
}

function generatedShop(index: number): { name: string; description: string } {
  const beginning = itemAround(SHOP_BEGINNINGS, index);
  const ending = itemAround(SHOP_ENDINGS, Math.floor(index / SHOP_BEGINNINGS.length));
  const branch = Math.floor(index / (SHOP_BEGINNINGS.length * SHOP_ENDINGS.length));
  const name = branch === 0 ? `${beginning} ${ending}` : `${beginning} ${ending} ${branch + 1}`;
  return { name, description: `${name} sells things that its owners would buy themselves.` };
}
