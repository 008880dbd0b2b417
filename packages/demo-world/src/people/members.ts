import type { Clock } from '../clock.js';
import { DAY_MS, STORY_END_MS } from '../clock.js';
import { idOf } from '../ids.js';
import { itemAround, Random } from '../random.js';
import type { ScalePlan } from '../scale.js';
import { slugOf } from '../slug.js';
import { TASTES } from '../tastes.js';
import type { SeedAddress, SeedUser } from '../types.js';
import { addressOf, withDigits } from './address.js';
import { COUNTRIES, type Country } from './countries.js';
import { DEMO_LOGINS } from './logins.js';
import { sellerUser } from './sellers.js';

const MEMBER_STREAM = 302;
/** Name → how it is written in an address; worked out once, for there are 200 000 members and few names. */
const MAILBOXES = new Map(
  COUNTRIES.flatMap(({ firstNames, lastNames }) => [...firstNames, ...lastNames]).map((name) => [
    name,
    slugOf(name).replaceAll('-', ''),
  ]),
);
const ADMIN_JOINED_MS = STORY_END_MS - 1_300 * DAY_MS;

/** What an order or a review needs to know of a member. */
export interface Member {
  readonly id: string;
  readonly email: string;
  readonly country: Country;
  readonly user: SeedUser;
}

/** The admin, the sellers, the members. */
export function* userRows(plan: ScalePlan, clock: Clock): Generator<SeedUser> {
  yield adminUser(clock);
  for (let index = 0; index < plan.sellers; index += 1) yield sellerUser(index, clock);
  for (let index = 0; index < plan.members; index += 1) yield memberAt(index, clock).user;
}

export function memberId(index: number): string {
  return idOf('user', joinedMs(index), MEMBER_ID_OFFSET + index);
}

/** Keeps members' ids apart from sellers', however many sellers a scale has. */
const MEMBER_ID_OFFSET = 1_000_000;

export function memberAt(index: number, clock: Clock): Member {
  const random = new Random(MEMBER_STREAM, index);
  const country = random.pick(COUNTRIES);
  const firstName = random.pick(country.firstNames);
  const lastName = random.pick(country.lastNames);
  const phone = country.phone !== null && random.chance(0.7) ? withDigits(country.phone, random) : null;
  const id = memberId(index);
  const email =
    index === 0 ? DEMO_LOGINS.MEMBER : `${MAILBOXES.get(firstName)}.${MAILBOXES.get(lastName)}.${index + 1}@souk.test`;
  const createdAt = clock.dateOf(joinedMs(index));
  const addresses = addressesOf({ random, index, country, recipient: `${firstName} ${lastName}`, phone });
  const taste = itemAround(TASTES, index);
  return {
    id,
    email,
    country,
    user: { id, email, firstName, lastName, phone, roles: ['MEMBER'], taste, addresses, createdAt },
  };
}

function adminUser(clock: Clock): SeedUser {
  return {
    id: idOf('user', ADMIN_JOINED_MS, 0),
    email: DEMO_LOGINS.ADMIN,
    firstName: 'Amira',
    lastName: 'Lindqvist',
    phone: null,
    roles: ['MEMBER', 'ADMIN'],
    taste: null,
    addresses: [],
    createdAt: clock.dateOf(ADMIN_JOINED_MS),
  };
}

/** Members joined before the first order; spread over a year. */
function joinedMs(index: number): number {
  const random = new Random(MEMBER_STREAM, index, 1);
  return STORY_END_MS - Math.floor((400 + random.fraction() * 365) * DAY_MS);
}

interface HomeRequest {
  readonly random: Random;
  readonly index: number;
  readonly country: Country;
  readonly recipient: string;
  readonly phone: string | null;
}

/** Home, and for every third member a second address in the same country. */
function addressesOf({ random, index, country, recipient, phone }: HomeRequest): SeedAddress[] {
  const key = { storyMs: joinedMs(index), user: index };
  const homes = random.chance(1 / 3) ? 2 : 1;
  return Array.from({ length: homes }, (_, place) =>
    addressOf({ random, country, recipient, phone, isDefault: place === 0, key: { ...key, place } }),
  );
}
