import type { ChaosPart } from './chaos-part.js';
import type { ChaosParts } from './chaos-parts.js';

/** For a deed that stands still: another one that it holds up goes on no sooner than it does. */
const OTHER_WITHIN_MS = 2_000;
const ARRIVES_WITHIN_MS = 20_000;

export interface Meeting {
  /** stops at the failpoint */
  readonly first: () => Promise<unknown>;
  readonly failpoint: string;
  /** of the failpoint: which passage is meant; absent: the next one */
  readonly detail?: string;
  /** runs while the first stands still: to its end, or until it waits for the first */
  readonly meanwhile: () => Promise<unknown>;
}

/**
 * Runs one deed between two statements of another, the same way every time.
 *
 * @returns whether the first came to the failpoint at all
 */
export async function meetAt(parts: ChaosParts, { first, failpoint, detail, meanwhile }: Meeting): Promise<boolean> {
  const arrivals: { part: ChaosPart; arrival: number }[] = [];
  let arrived: () => void = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const stop = parts.watch((part, hit) => {
    if (hit.failpoint !== failpoint || (detail !== undefined && hit.detail !== detail)) return;
    arrivals.push({ part, arrival: hit.arrival });
    arrived();
  });
  await parts.armOwners({ failpoint, detail, effect: 'wait', nth: 1 });
  const going = first();
  const isThere = await within(arrival, ARRIVES_WITHIN_MS);
  const other = isThere ? meanwhile() : undefined;
  if (other) await within(other, OTHER_WITHIN_MS);
  for (const one of arrivals) one.part.letGoOn(one.arrival);
  await Promise.all([going, other]);
  stop();
  await Promise.all(parts.ownersOf(failpoint).map((part) => part.arm()));
  return isThere;
}

async function within(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
