import type { ClientLog, Deed, Outcome } from './client-log.js';
import { askRouter } from './graphql-client.js';

type Facts = Readonly<Record<string, string | number>>;

export interface Mutation<Seen> {
  readonly deed: Deed;
  /** its one field is called `done` and has `userErrors` */
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** what the checker needs of it */
  readonly asked?: Facts;
  readonly see: (done: any) => Seen;
  readonly signal?: AbortSignal;
}

/** Asks on behalf of somebody, and writes down each call and what became of it. */
export class LoggedClient {
  readonly #url: string;
  readonly #log: ClientLog;
  readonly #token: string | undefined;

  /** @param token  absent: a guest */
  constructor({ url, log, token }: { url: string; log: ClientLog; token?: string }) {
    this.#url = url;
    this.#log = log;
    this.#token = token;
  }

  /** Writes nothing down. */
  ask(query: string, variables: Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<Outcome<any>> {
    return askRouter(this.#url, { query, variables, token: this.#token, signal });
  }

  async mutate<Seen extends object>(mutation: Mutation<Seen>): Promise<Outcome<Seen>> {
    const { deed, query, variables, asked = {}, see, signal } = mutation;
    const startedAt = Date.now();
    const outcome = judge(await this.ask(query, variables, signal), see);
    this.note(deed, asked, outcome as Outcome<Facts>, startedAt);
    return outcome;
  }

  note(deed: Deed, asked: Facts, outcome: Outcome<Facts>, startedAt = Date.now()): void {
    this.#log.add({ deed, asked, startedAt, endedAt: Date.now(), outcome });
  }
}

function judge<Seen>(answer: Outcome<any>, see: (done: any) => Seen): Outcome<Seen> {
  if (answer.kind !== 'ok') return answer;
  const { done } = answer.data;
  const [userError] = done.userErrors;
  return userError ? { kind: 'refused', code: userError.code } : { kind: 'ok', data: see(done) };
}
