import { idOf } from '../ids.js';
import type { Random } from '../random.js';
import type { SeedAddress } from '../types.js';
import type { Country } from './countries.js';

export interface AddressRequest {
  readonly random: Random;
  readonly country: Country;
  readonly recipient: string;
  readonly phone: string | null;
  readonly isDefault: boolean;
  /** Story time of its creation, the user and the place among the user's addresses: what its id is made of. */
  readonly key: { readonly storyMs: number; readonly user: number; readonly place: number };
}

export function addressOf({ random, country, recipient, phone, isDefault, key }: AddressRequest): SeedAddress {
  const city = random.pick(country.cities);
  return {
    id: idOf('address', key.storyMs + key.place, key.user, key.place),
    recipient,
    line1: random.pick(country.streets).replace('{n}', String(random.between(1, 120))),
    line2: random.chance(0.15) ? `Flat ${random.between(1, 24)}` : null,
    city: city.name,
    region: city.region,
    postalCode: withDigits(city.postalCode, random),
    country: country.code,
    phone,
    isDefault,
  };
}

/** Each `#` becomes a digit. */
export function withDigits(pattern: string, random: Random): string {
  return pattern.replace(/#/g, () => String(random.between(0, 9)));
}
