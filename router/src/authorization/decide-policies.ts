import type { Logger } from 'pino';
import type { AuthorizationConfig } from '../config/authorization-config.js';
import type { ClientFacts, Viewer } from '../pipeline/operation-request.js';

export interface PolicyQuestion {
  readonly viewer: Viewer | null;
  readonly client: ClientFacts;
  readonly requestId: string;
  readonly operationName: string | undefined;
}

/**
 * Decides `@policy`s that the configuration does not name, once for each operation that has any.
 *
 * @param names    of all policies the operation's fields speak of, each once
 * @returns those that are granted; what it leaves out is denied, and so is everything when it throws or takes too long
 */
export type DecidePolicies = (
  names: readonly string[],
  question: PolicyQuestion,
) => Promise<ReadonlySet<string>> | ReadonlySet<string>;

export interface PolicyOptions {
  readonly policies: AuthorizationConfig['policies'];
  readonly decide: DecidePolicies | undefined;
  readonly deadlineMs: number;
  readonly logger: Logger;
}

/** The granted ones of the named policies: by the claims that the configuration requires, else by the host. */
export function grantPolicies(
  { policies, decide, deadlineMs, logger }: PolicyOptions,
  names: readonly string[],
  question: PolicyQuestion,
): Promise<ReadonlySet<string>> | ReadonlySet<string> {
  const isConfigured = (name: string) => Object.hasOwn(policies, name);
  const configured = names.filter((name) => isConfigured(name) && hasClaims(question.viewer, policies[name] ?? {}));
  const others = names.filter((name) => !isConfigured(name));
  if (!decide || others.length === 0) return new Set(configured);
  return askHost(decide, others, question, deadlineMs).then(
    (granted) => new Set([...configured, ...others.filter((name) => granted.has(name))]),
    (error) => {
      logger.error({ requestId: question.requestId, err: error }, 'Policies could not be decided: denied');
      return new Set(configured);
    },
  );
}

function hasClaims(viewer: Viewer | null, required: AuthorizationConfig['policies'][string]): boolean {
  if (!viewer) return false;
  return Object.entries(required).every(([claim, accepted]) => {
    const value = Object.hasOwn(viewer.claims, claim) ? viewer.claims[claim] : undefined;
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return accepted.some((one) => values.includes(one));
  });
}

async function askHost(
  decide: DecidePolicies,
  names: readonly string[],
  question: PolicyQuestion,
  deadlineMs: number,
): Promise<ReadonlySet<string>> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no decision within ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    return await Promise.race([decide(names, question), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
