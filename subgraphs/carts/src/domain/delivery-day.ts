const DAY_MS = 86_400_000;
const SUNDAY = 0;
const FRIDAY = 5;
const SATURDAY = 6;

/** Unicode CLDR, supplemental week data; everywhere else it is Saturday and Sunday. */
const FRIDAY_AND_SATURDAY: ReadonlySet<string> = new Set([
  'BH',
  'DZ',
  'EG',
  'IQ',
  'JO',
  'KW',
  'LY',
  'OM',
  'QA',
  'SA',
  'SD',
  'SY',
  'YE',
]);

/** When nothing is delivered in a country. */
export interface DeliveryCalendar {
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  /** `2026-12-25` */
  readonly holidays: ReadonlySet<string>;
}

/**
 * The day on which something that takes so many working days arrives; the day it is paid on is not counted.
 *
 * @param workingDays  ≥ 0; 0 on a day off is the next working day
 * @returns midnight UTC of that day
 */
export function deliveryDay(paidAt: Date, workingDays: number, calendar: DeliveryCalendar): Date {
  let day = Math.floor(paidAt.getTime() / DAY_MS) * DAY_MS;
  let left = workingDays;
  while (left > 0 || isDayOff(new Date(day), calendar)) {
    day += DAY_MS;
    if (!isDayOff(new Date(day), calendar)) left = Math.max(0, left - 1);
  }
  return new Date(day);
}

/** `2026-12-25` of that moment, UTC. */
export function isoDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function isDayOff(day: Date, { country, holidays }: DeliveryCalendar): boolean {
  const daysOff = FRIDAY_AND_SATURDAY.has(country) ? [FRIDAY, SATURDAY] : [SATURDAY, SUNDAY];
  return daysOff.includes(day.getUTCDay()) || holidays.has(isoDay(day));
}
