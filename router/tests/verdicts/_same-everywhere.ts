import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouterConfigInput } from '../../src/index.js';
import { type Asked, everyTransport, type TransportName, type Verdict } from '../fixtures/every-transport.js';
import { guardedShop } from '../fixtures/guarded-shop.js';
import { startFederation, type TestFederation } from '../fixtures/start-federation.js';
import { startIssuer, type TestIssuer } from '../fixtures/start-issuer.js';

/**
 * The same request over every transport: what one refuses all refuse, with the same code, and what one answers all answer
 * with the same. A new control has its rows here.
 */
interface Row {
  readonly name: string;
  readonly asked: Asked;
  readonly as?: keyof typeof SENDERS;
  /** All answers, in their order. */
  readonly verdicts: readonly Verdict[];
  /** Where a transport has to differ, and how. */
  readonly except?: Partial<Record<TransportName, readonly Verdict[]>>;
}

export interface Setup {
  readonly config: RouterConfigInput;
  readonly rows: readonly Row[];
}

export const PARTNER_KEY = 'the key of a partner';
/** The operation that the tables' manifest has first. */
export const REGISTERED = '{ item { name } }';

export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Who sends: the headers of a request, or the connection parameters of a socket. */
const SENDERS = {
  guest: async () => ({}),
  member: async () => ({ authorization: await issuer.bearer() }),
  clerk: async () => ({ authorization: await issuer.bearer({ scope: 'cost:read' }) }),
  expired: async () => ({ authorization: await issuer.bearer({}, { expiresIn: -60 }) }),
  forger: async () => ({ authorization: `${(await issuer.bearer()).slice(0, -8)}AAAAAAAA` }),
  partner: async () => ({ 'x-api-key': PARTNER_KEY }),
  stranger: async () => ({ 'x-api-key': 'some other key' }),
} satisfies Record<string, () => Promise<Record<string, string>>>;

export const refusedFor = (code: string, ref: string): Verdict[] => [{ errors: [{ code, ref }] }];
export const GUEST = { code: 'UNAUTHENTICATED', ref: 'AUTH_001' };
export const DENIED = { code: 'UNAUTHORIZED_FIELD_OR_TYPE', ref: 'AUTH_004' };
export const TOO_MUCH = refusedFor('LIMIT_EXCEEDED', 'LIM_002');
export const INVALID = refusedFor('GRAPHQL_VALIDATION_FAILED', 'VAL_003');
export const BAD_REQUEST = refusedFor('BAD_REQUEST', 'VAL_004');

export const NOT_BY_GET = {
  'http-get': BAD_REQUEST,
  'sse-get': BAD_REQUEST,
  'multipart-get': BAD_REQUEST,
  'deferred-get': BAD_REQUEST,
};
export const ONLY_STREAMED = {
  'http-post': BAD_REQUEST,
  'http-get': BAD_REQUEST,
  'deferred-post': BAD_REQUEST,
  'deferred-get': BAD_REQUEST,
};

let issuer: TestIssuer;

/** Asks everything of each setup over every transport. */
export function describeVerdicts(setups: Readonly<Record<string, Setup>>): void {
  beforeAll(async () => {
    issuer = await startIssuer();
  });

  afterAll(() => issuer[Symbol.asyncDispose]());

  describe.each(Object.entries(setups))('%s', (_, { config, rows }) => {
    let federation: TestFederation;

    beforeAll(async () => {
      federation = await startFederation([guardedShop], { authentication: { jwksUrl: issuer.jwksUrl }, ...config });
    });

    afterAll(() => federation[Symbol.asyncDispose]());

    it.each(rows.map((row) => [row.name, row] as const))('%s', async (_, { asked, as = 'guest', verdicts, except }) => {
      const headers = await SENDERS[as]();
      const names = Object.keys(everyTransport) as TransportName[];
      const given = await Promise.all(names.map((name) => everyTransport[name](federation, asked, headers)));
      const expected = names.map((name) => [name, except?.[name] ?? verdicts]);
      expect(names.map((name, index) => [name, given[index]])).toEqual(expected);
    });
  });
}
