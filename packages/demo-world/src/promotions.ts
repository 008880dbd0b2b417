import type { Clock } from './clock.js';
import { DAY_MS, STORY_END_MS } from './clock.js';
import { idOf } from './ids.js';
import type { SeedPromotion } from './types.js';

const STARTED_MS = STORY_END_MS - 800 * DAY_MS;

/** The coupon that seeded orders used too. */
export const WELCOME_COUPON = { code: 'WELCOME10', percentOff: 10 } as const;

export function promotionRows(clock: Clock): SeedPromotion[] {
  return [
    {
      id: idOf('promotion', STARTED_MS, 0),
      ...WELCOME_COUPON,
      description: '10 % off your order',
      isActive: true,
      startsAt: clock.dateOf(STARTED_MS),
      endsAt: null,
    },
  ];
}
