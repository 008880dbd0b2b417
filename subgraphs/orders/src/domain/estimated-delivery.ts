const SATURDAY = 6;
const SUNDAY = 0;

/**
 * When something that takes so many working days arrives at the latest. Saturdays and Sundays (UTC) do not count; public holidays do.
 *
 * @param workingDays  ≥ 0; 0 on a weekend is the next Monday
 */
export function addWorkingDays(from: Date, workingDays: number): Date {
  const day = new Date(from);
  let left = workingDays;
  while (left > 0 || isWeekend(day)) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (!isWeekend(day)) left = Math.max(0, left - 1);
  }
  return day;
}

function isWeekend(day: Date): boolean {
  return day.getUTCDay() === SATURDAY || day.getUTCDay() === SUNDAY;
}
