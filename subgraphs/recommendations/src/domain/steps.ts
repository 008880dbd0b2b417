/** Long work that can be left between two steps, each a few milliseconds at most; `return` is its result. */
export type Steps<Result> = Generator<void, Result, void>;

/** Does it all at once, for tests and programs that have nothing else to do. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Does it in slices of about `sliceMs`, and lets everything else that waits have its turn between two. */
export async function finishInSlices<Result>(steps: Steps<Result>, sliceMs = 15): Promise<Result> {
  for (;;) {
    const endAt = performance.now() + sliceMs;
    while (performance.now() < endAt) {
      const { done, value } = steps.next();
      if (done) return value;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
