import { expect, it } from 'vitest';
import { readAccept } from './accepted-answers.js';

const JSON_TYPE = 'application/json';
const GRAPHQL = 'application/graphql-response+json';
const SSE = 'text/event-stream';
const MULTIPART = 'multipart/mixed';
const V2022 = 'deferSpec=20220824';
const V02 = 'incrementalSpec=v0.2';

it.each([
  ['nothing', undefined, JSON_TYPE, undefined],
  ['anything', '*/*', JSON_TYPE, undefined],
  ['two that are equal', `${GRAPHQL}, ${JSON_TYPE}`, GRAPHQL, undefined],
  ['one better than the other', `${JSON_TYPE};q=0.5, ${GRAPHQL};q=0.9`, GRAPHQL, undefined],
  ['one not at all', `${GRAPHQL};q=0, ${JSON_TYPE}`, JSON_TYPE, undefined],
  ['events', SSE, SSE, SSE],
  ['JSON before events', `${JSON_TYPE}, ${SSE}`, JSON_TYPE, SSE],
  [
    'a subscription as Apollo Client does',
    `multipart/mixed;boundary=graphql;subscriptionSpec=1.0,${GRAPHQL},${JSON_TYPE};q=0.9`,
    GRAPHQL,
    MULTIPART,
  ],
  [
    'a subscription as the specification has it',
    `multipart/mixed;subscriptionSpec="1.0", ${JSON_TYPE}`,
    JSON_TYPE,
    MULTIPART,
  ],
  ['a stream only', 'multipart/mixed; subscriptionSpec=1.0', JSON_TYPE, MULTIPART],
  ['a subscription as urql does', 'text/event-stream, multipart/mixed', SSE, SSE],
  [
    'anything as urql does',
    `${GRAPHQL}, application/graphql+json, ${JSON_TYPE}, ${SSE}, multipart/mixed`,
    GRAPHQL,
    SSE,
    V2022,
  ],
  ['deferred parts', `multipart/mixed;deferSpec=20220824, ${JSON_TYPE}`, JSON_TYPE, undefined, V2022],
  ['deferred parts of any version', 'multipart/mixed', JSON_TYPE, undefined, V2022],
  ['the newer version', `multipart/mixed;incrementalSpec=v0.2,${GRAPHQL}`, GRAPHQL, undefined, V02],
  [
    'one version before the other',
    `multipart/mixed;deferSpec=20220824;q=0.5, multipart/mixed;incrementalSpec=v0.2, ${JSON_TYPE}`,
    JSON_TYPE,
    undefined,
    V02,
  ],
  ['a version that is not known', `multipart/mixed;deferSpec=20990101, ${JSON_TYPE}`, JSON_TYPE, undefined],
])('knows how to answer a client that asks for %s', (_, accept, single, stream, deferred?: string) => {
  expect(readAccept(accept)).toEqual({ single, stream, deferred });
  expect(readAccept(accept)).toEqual({ single, stream, deferred });
});

it.each([
  'text/html',
  'image/png, text/*',
  'multipart/mixed;subscriptionSpec=2.0',
  'multipart/mixed;incrementalSpec=v9',
  `${SSE};q=0`,
  `${SSE};q=x`,
])('has nothing for %s', (accept) => {
  expect(readAccept(accept)).toBeUndefined();
});
