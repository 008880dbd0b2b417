import type { Outcome } from './client-log.js';

/** Longer than every deadline of the router's. */
const PATIENCE_MS = 40_000;

/** Errors after which it is certain that nothing was done; any other one leaves it open. */
const DEFINITE = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'IDEMPOTENCY_KEY_REUSED',
  'GRAPHQL_VALIDATION_FAILED',
]);

export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly token?: string;
  /** when it fires the client is gone */
  readonly signal?: AbortSignal;
}

/** Asks the router once. Never throws: not to know is an outcome. */
export async function askRouter(url: string, { query, variables, token, signal }: Question): Promise<Outcome<any>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(signal ? [signal] : [])]),
    });
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: any[] };
    if (!errors?.length) return { kind: 'ok', data };
    const code = String(errors[0].extensions?.code);
    return DEFINITE.has(code) ? { kind: 'refused', code } : { kind: 'unknown', why: code };
  } catch (error) {
    return { kind: 'unknown', why: error instanceof Error ? error.name : String(error) };
  }
}
