import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everyTransport } from '../fixtures/every-transport.js';
import {
  DENIED,
  describeVerdicts,
  GUEST,
  hashOf,
  INVALID,
  ONLY_STREAMED,
  PARTNER_KEY,
  REGISTERED,
  refusedFor,
  TOO_MUCH,
} from './_same-everywhere.js';

const HIDDEN = '{ item { stock } }';

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

describeVerdicts({
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
});
