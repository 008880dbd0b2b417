import {
  BAD_REQUEST,
  DENIED,
  describeVerdicts,
  GUEST,
  hashOf,
  INVALID,
  NOT_BY_GET,
  ONLY_STREAMED,
  REGISTERED,
  refusedFor,
} from './_same-everywhere.js';

describeVerdicts({
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
});
