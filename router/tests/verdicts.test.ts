import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouterConfigInput } from '../src/index.js';
import { type Asked, everyTransport, type TransportName, type Verdict } from './fixtures/every-transport.js';
import { guardedShop } from './fixtures/guarded-shop.js';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';
import { startIssuer, type TestIssuer } from './fixtures/start-issuer.js';

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

interface Setup {
  readonly config: RouterConfigInput;
  readonly rows: readonly Row[];
}

const PARTNER_KEY = 'the key of a partner';
const REGISTERED = '{ item { name } }';
const HIDDEN = '{ item { stock } }';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

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

const refusedFor = (code: string, ref: string): Verdict[] => [{ errors: [{ code, ref }] }];
const GUEST = { code: 'UNAUTHENTICATED', ref: 'AUTH_001' };
const DENIED = { code: 'UNAUTHORIZED_FIELD_OR_TYPE', ref: 'AUTH_004' };
const TOO_MUCH = refusedFor('LIMIT_EXCEEDED', 'LIM_002');
const INVALID = refusedFor('GRAPHQL_VALIDATION_FAILED', 'VAL_003');
const BAD_REQUEST = refusedFor('BAD_REQUEST', 'VAL_004');

const NOT_BY_GET = {
  'http-get': BAD_REQUEST,
  'sse-get': BAD_REQUEST,
  'multipart-get': BAD_REQUEST,
  'deferred-get': BAD_REQUEST,
};
const ONLY_STREAMED = {
  'http-post': BAD_REQUEST,
  'http-get': BAD_REQUEST,
  'deferred-post': BAD_REQUEST,
  'deferred-get': BAD_REQUEST,
};

const folder = mkdtempSync(join(tmpdir(), 'verdicts-'));
const manifest = join(folder, 'manifest.json');
writeFileSync(manifest, JSON.stringify({ [hashOf(REGISTERED)]: REGISTERED, [hashOf(HIDDEN)]: HIDDEN }));

const gate = join(folder, 'gate.mjs');
writeFileSync(
  gate,
  `export default {
    onRequest({ request: { parameters } }) {
      return parameters.query.includes('stock') ? { refuse: { reason: 'forbidden', message: 'No' } } : undefined;
    },
  };`,
);

const setups: Record<string, Setup> = {
  'by default': {
    config: {},
    rows: [
      {
        name: 'an open field',
        asked: { query: '{ item { name } }' },
        verdicts: [{ data: { item: { name: 'Lamp' } } }],
      },
      {
        name: 'a guarded field, of a guest',
        asked: { query: '{ item { n: name c: cost } }' },
        verdicts: [{ data: { item: { n: 'Lamp', c: null } }, errors: [{ ...GUEST, path: 'item.c' }] }],
      },
      {
        name: 'a guarded field, of a member without the scope',
        asked: { query: '{ item { ...F } } fragment F on Item { cost }' },
        as: 'member',
        verdicts: [{ data: { item: { cost: null } }, errors: [{ ...DENIED, path: 'item.cost' }] }],
      },
      {
        name: 'a guarded field, of a member with the scope',
        asked: { query: '{ item { cost } }' },
        as: 'clerk',
        verdicts: [{ data: { item: { cost: 7 } } }],
      },
      {
        name: 'an interface of which one implementation is guarded',
        asked: { query: '{ item { name } node { id } }' },
        verdicts: [{ data: null, errors: [{ ...GUEST, path: 'node' }] }],
      },
      {
        name: 'the name of a guarded type',
        asked: { query: '{ member { __typename } }' },
        verdicts: [{ data: { member: null }, errors: [{ ...GUEST, path: 'member' }] }],
      },
      {
        name: 'a deferred fragment',
        asked: {
          query: '{ item { id ... @defer { name next { ...F @defer(label: "f") } } } } fragment F on Item { id name }',
        },
        verdicts: [{ data: { item: { id: '1', name: 'Lamp', next: { id: '1', name: 'Lamp' } } } }],
      },
      {
        name: 'a guarded field in a deferred fragment',
        asked: { query: '{ item { name ... @defer { c: cost } } }' },
        as: 'member',
        verdicts: [{ data: { item: { name: 'Lamp', c: null } }, errors: [{ ...DENIED, path: 'item.c' }] }],
      },
      {
        name: 'a guarded field in a deferred fragment of a mutation',
        asked: { query: 'mutation { rename(name: "Sun") { name ... @defer { cost } } }' },
        verdicts: [{ data: { rename: { name: 'Sun', cost: null } }, errors: [{ ...GUEST, path: 'rename.cost' }] }],
        except: NOT_BY_GET,
      },
      {
        name: 'a deferred fragment at the root of a mutation',
        asked: { query: 'mutation { ... @defer { rename(name: "Sun") { name } } }' },
        verdicts: INVALID,
      },
      {
        name: 'a deferred fragment of a subscription',
        asked: { query: 'subscription { renamed { name ... @defer { id } } }' },
        verdicts: INVALID,
      },
      {
        name: 'two deferred fragments with one label',
        asked: { query: '{ item { ... @defer(label: "a") { id } ... @defer(label: "a") { name } } }' },
        verdicts: INVALID,
      },
      {
        name: 'a guarded mutation',
        asked: { query: 'mutation { secretly }' },
        verdicts: [{ data: { secretly: null }, errors: [{ ...GUEST, path: 'secretly' }] }],
        except: NOT_BY_GET,
      },
      {
        name: 'a guarded subscription',
        asked: { query: 'subscription { hidden { name } }' },
        verdicts: [{ errors: [GUEST] }],
        except: ONLY_STREAMED,
      },
      {
        name: 'a guarded field of a subscription',
        asked: { query: 'subscription { renamed { name cost } }' },
        as: 'member',
        verdicts: [{ data: { renamed: { name: 'Lamp', cost: null } }, errors: [{ ...DENIED, path: 'renamed.cost' }] }],
        except: ONLY_STREAMED,
      },
      ...(['expired', 'forger'] as const).map((as) => ({
        name: `a token that is not valid: ${as}`,
        asked: { query: '{ item { name } }' },
        as,
        verdicts: refusedFor('UNAUTHENTICATED', 'AUTH_002'),
      })),
      { name: 'a field that is not there', asked: { query: '{ item { nmae } }' }, verdicts: INVALID },
      { name: 'a syntax error', asked: { query: '{ item {' }, verdicts: refusedFor('GRAPHQL_PARSE_FAILED', 'VAL_002') },
      { name: 'no query', asked: { query: '' }, verdicts: BAD_REQUEST },
      {
        name: 'an operation that is not there',
        asked: { query: 'query A { item { id } }', operationName: 'B' },
        verdicts: INVALID,
      },
      {
        name: 'several operations and none named',
        asked: { query: 'query A { item { id } } query B { item { id } }' },
        verdicts: INVALID,
      },
      {
        name: 'a variable that is missing',
        asked: { query: 'query ($if: Boolean!) { item { id @skip(if: $if) } }' },
        verdicts: refusedFor('BAD_USER_INPUT', 'VAL_001'),
      },
      {
        name: 'a mutation',
        asked: { query: 'mutation { rename(name: "Sun") { name } }' },
        verdicts: [{ data: { rename: { name: 'Sun' } } }],
        except: NOT_BY_GET,
      },
      {
        name: 'a subscription',
        asked: { query: 'subscription { renamed { name } }' },
        verdicts: [{ data: { renamed: { name: 'Lamp' } } }],
        except: ONLY_STREAMED,
      },
      {
        name: 'a hash that is not known',
        asked: { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf('never sent') } } },
        verdicts: refusedFor('PERSISTED_QUERY_NOT_FOUND', 'APQ_001'),
      },
      {
        name: 'a hash of another text',
        asked: { query: REGISTERED, extensions: { persistedQuery: { version: 1, sha256Hash: hashOf('another') } } },
        verdicts: refusedFor('BAD_USER_INPUT', 'VAL_001'),
      },
    ],
  },
  'denials that cost the operation': {
    config: { authorization: { onDenied: 'reject' } },
    rows: [
      { name: 'of a guest', asked: { query: '{ item { name cost } }' }, verdicts: [{ errors: [GUEST] }] },
      {
        name: 'of a member',
        asked: { query: '{ item { name cost } }' },
        as: 'member',
        verdicts: [{ errors: [DENIED] }],
      },
      {
        name: 'of a guest, for what would be deferred',
        asked: { query: '{ item { name ... @defer { cost } } }' },
        verdicts: [{ errors: [GUEST] }],
      },
      {
        name: 'none of a field that is skipped',
        asked: {
          query: 'query ($with: Boolean!) { item { name cost @include(if: $with) } }',
          variables: { with: false },
        },
        verdicts: [{ data: { item: { name: 'Lamp' } } }],
      },
    ],
  },
  limits: {
    config: {
      introspection: false,
      limits: {
        tokens: 60,
        depth: 5,
        selections: 12,
        rootFields: 3,
        aliases: 2,
        directives: 3,
        deferredFragments: 2,
        variableItems: 2,
      },
    },
    rows: [
      ...Object.entries({
        'too deep': `{ item { ${'next { '.repeat(5)} id ${'} '.repeat(5)} } }`,
        'too many root fields': '{ item { id } node { id } member { name } __typename }',
        'too many selections': `{ item { ${'...F '.repeat(4)} } } fragment F on Item { id name next { id } }`,
        'too many tokens': `{ item { ${'id '.repeat(60)} } }`,
        'too many aliases': '{ item { a: id b: id c: id } }',
        'too many selections, deferred': `{ item { ${'... @defer { ...F } '.repeat(3)} ...F } } fragment F on Item { id name next { id } }`,
        'too many deferred fragments': `{ item { ${'...F '.repeat(3)} } } fragment F on Item { ... @defer { id } }`,
        'too many directives': `{ item { id ${'@include(if: true) '.repeat(4)} } }`,
      }).map(([name, query]) => ({ name, asked: { query }, verdicts: TOO_MUCH })),
      {
        name: 'variables with too many items',
        asked: { query: REGISTERED, variables: { list: [1, 2, 3] } },
        verdicts: TOO_MUCH,
      },
      { name: 'introspection', asked: { query: '{ __type(name: "Item") { name } }' }, verdicts: INVALID },
    ],
  },
  'registered operations': {
    config: {
      persistedOperations: { mode: 'only', manifests: [manifest] },
      partners: [{ name: 'partner', apiKeySha256: hashOf(PARTNER_KEY), manifest }],
    },
    rows: [
      {
        name: 'one by its id',
        asked: { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(REGISTERED) } } },
        verdicts: [{ data: { item: { name: 'Lamp' } } }],
      },
      {
        name: 'another by a partner',
        asked: { query: '{ item { id } }' },
        as: 'partner',
        verdicts: refusedFor('QUERY_NOT_IN_SAFELIST', 'APQ_002'),
      },
      {
        name: 'one by nobody that is known',
        asked: { query: REGISTERED },
        as: 'stranger',
        verdicts: refusedFor('UNAUTHENTICATED', 'AUTH_005'),
      },
    ],
  },
  'the contract of a partner': {
    config: {
      contracts: [{ name: 'public', excludeTags: ['internal'] }],
      partners: [{ name: 'partner', apiKeySha256: hashOf(PARTNER_KEY), manifest, contract: 'public' }],
    },
    rows: [
      {
        name: 'what it shows',
        asked: { query: REGISTERED },
        as: 'partner',
        verdicts: [{ data: { item: { name: 'Lamp' } } }],
      },
      { name: 'what it hides, though it is registered', asked: { query: HIDDEN }, as: 'partner', verdicts: INVALID },
      { name: 'what it hides, of others', asked: { query: HIDDEN }, verdicts: [{ data: { item: { stock: 3 } } }] },
    ],
  },
  'demand control': {
    config: { demand: { mode: 'enforce', maxCost: 1 } },
    rows: [
      {
        name: 'an operation within the budget',
        asked: { query: '{ item { name } }' },
        verdicts: [{ data: { item: { name: 'Lamp' } } }],
      },
      {
        name: 'one beyond it',
        asked: { query: '{ item { next { name } } }' },
        verdicts: refusedFor('COST_ESTIMATED_TOO_EXPENSIVE', 'LIM_003'),
      },
      {
        name: 'a subscription beyond it',
        asked: { query: 'subscription { renamed { next { name } } }' },
        verdicts: refusedFor('COST_ESTIMATED_TOO_EXPENSIVE', 'LIM_003'),
        except: ONLY_STREAMED,
      },
    ],
  },
  'kept answers': {
    config: { caching: { mode: 'entities-and-responses' } },
    rows: [
      {
        name: 'of one who may have it',
        asked: { query: '{ item { name cost } }' },
        as: 'clerk',
        verdicts: [{ data: { item: { name: 'Lamp', cost: 7 } } }],
      },
      {
        name: 'the same, of one who may not',
        asked: { query: '{ item { name cost } }' },
        verdicts: [{ data: { item: { name: 'Lamp', cost: null } }, errors: [{ ...GUEST, path: 'item.cost' }] }],
      },
      {
        name: 'the same, with a token that has expired',
        asked: { query: '{ item { name cost } }' },
        as: 'expired',
        verdicts: refusedFor('UNAUTHENTICATED', 'AUTH_002'),
      },
    ],
  },
  'a hook': {
    config: { hooks: gate },
    rows: [
      {
        name: 'who is let pass',
        asked: { query: '{ item { name } }' },
        verdicts: [{ data: { item: { name: 'Lamp' } } }],
      },
      { name: 'who is refused', asked: { query: '{ item { stock } }' }, verdicts: refusedFor('FORBIDDEN', 'AUTH_003') },
      {
        name: 'a subscription that is refused',
        asked: { query: 'subscription { renamed { stock } }' },
        verdicts: refusedFor('FORBIDDEN', 'AUTH_003'),
      },
    ],
  },
  'limited rates': {
    config: { rateLimits: [{ by: 'address', limit: Object.keys(everyTransport).length, windowSeconds: 86_400 }] },
    rows: [
      {
        name: 'as many as are allowed',
        asked: { query: '{ item { name } }' },
        verdicts: [{ data: { item: { name: 'Lamp' } } }],
      },
      { name: 'more', asked: { query: '{ item { name } }' }, verdicts: refusedFor('RATE_LIMITED', 'LIM_001') },
    ],
  },
};

let issuer: TestIssuer;

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
