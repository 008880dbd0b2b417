/** A signal that aborts when its time is up, or with one of the signals it depends on. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
  readonly hasPassed: boolean;
}

/**
 * Starts a deadline; whoever starts one disposes of it.
 *
 * Node's `AbortSignal.any` leaves something behind in every signal it is given until that one is collected, and ours may be
 * those of sockets that live for days.
 */
export function startDeadline(timeoutMs: number, parents: readonly AbortSignal[]): Deadline {
  const controller = new AbortController();
  let hasPassed = false;
  const abort = () => controller.abort();
  const timer = setTimeout(() => {
    hasPassed = true;
    abort();
  }, timeoutMs);
  for (const parent of parents) {
    if (parent.aborted) abort();
    else parent.addEventListener('abort', abort);
  }
  return {
    signal: controller.signal,
    get hasPassed() {
      return hasPassed;
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const parent of parents) parent.removeEventListener('abort', abort);
    },
  };
}
