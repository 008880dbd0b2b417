import { setImmediate } from 'node:timers/promises';

/** Long work of the CPU: it can be left alone for a while wherever it yields. */
export type WorkInParts<T> = Generator<undefined, T, undefined>;

/** Does it without a pause. */
export function doAtOnce<T>(work: WorkInParts<T>): T {
  for (;;) {
    const part = work.next();
    if (part.done) return part.value;
  }
}

/** Does it part by part, so that the event loop gets its turn between two of them. */
export async function doInTurns<T>(work: WorkInParts<T>): Promise<T> {
  for (;;) {
    const part = work.next();
    if (part.done) return part.value;
    await setImmediate();
  }
}
