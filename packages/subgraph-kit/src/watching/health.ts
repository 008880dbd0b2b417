/** Asks one dependency; throws when it is not there. */
export type HealthCheck = () => Promise<void>;

export interface Readiness {
  readonly status: 'ready' | 'unavailable';
  readonly dependencies: Readonly<Record<string, { readonly status: 'up' | 'down'; readonly latencyMs: number }>>;
}

const DEADLINE_MS = 1_000;

/** Asks all dependencies at once, a second at most; the answer names states, never reasons: those are in the log. */
export async function checkReadiness(checks: Readonly<Record<string, HealthCheck>>): Promise<Readiness> {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const startedAt = performance.now();
      const isUp = await answersInTime(check);
      const latencyMs = Math.round(performance.now() - startedAt);
      return [name, { status: isUp ? 'up' : 'down', latencyMs }] as const;
    }),
  );
  const isReady = entries.every(([, { status }]) => status === 'up');
  return { status: isReady ? 'ready' : 'unavailable', dependencies: Object.fromEntries(entries) };
}

async function answersInTime(check: HealthCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), DEADLINE_MS);
  });
  const answer = check().then(
    () => true,
    () => false,
  );
  const isUp = await Promise.race([answer, late]);
  clearTimeout(timer);
  return isUp;
}
