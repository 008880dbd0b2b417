import { expect, it } from 'vitest';
import { readAccept } from './accepted-answers.js';

const JSON_TYPE = 'application/json';
const GRAPHQL = 'application/graphql-response+json';
const SSE = 'text/event-stream';
const MULTIPART = 'multipart/mixed';

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
  ],
])('knows how to answer a client that asks for %s', (_, accept, single, stream) => {
  expect(readAccept(accept)).toEqual({ single, stream });
  expect(readAccept(accept)).toEqual({ single, stream });
});

it.each([
  'text/html',
  'image/png, text/*',
  'multipart/mixed',
  'multipart/mixed;subscriptionSpec=2.0',
  `${SSE};q=0`,
  `${SSE};q=x`,
])('has nothing for %s', (accept) => {
  expect(readAccept(accept)).toBeUndefined();
});
