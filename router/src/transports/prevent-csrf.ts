import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { RequestError } from '../errors/request-error.js';

/** Headers that no HTML element can set; a script of another site can do so only after a preflight. */
const CUSTOM_HEADERS = [
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'graphql-require-preflight',
  'x-request-id',
];

/** Content types a browser sends across sites without asking first. */
const SIMPLE_TYPES = new Set(['', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']);

/** What links, forms, images and scripts never ask for. */
const GRAPHQL_ACCEPT = /application\/graphql-response\+json|application\/json|text\/event-stream|multipart\/mixed/i;

/**
 * Refuses what another site's page can make a browser send with neither a preflight, nor an Accept header that only GraphQL
 * clients send, nor an Origin. A script can do the latter two without a preflight, though it cannot read the answer: where
 * the viewer is known by a cookie they do not count.
 *
 * @param tokenCookie    the name of the cookie that viewers are known by, if any
 * @throws RequestError badRequest
 * Source: https://www.apollographql.com/docs/apollo-server/security/cors#preventing-cross-site-request-forgery-csrf
 */
export function preventCsrf({ method, headers }: IncomingMessage, tokenCookie?: string): void {
  const contentType = headers['content-type'] ?? '';
  if (contentType === 'application/json' || CUSTOM_HEADERS.some((name) => headers[name])) return;
  const [type = ''] = contentType.split(';');
  if (!SIMPLE_TYPES.has(type.trim().toLowerCase())) return;
  const isByCookie = tokenCookie !== undefined && !headers.authorization && headers.cookie?.includes(`${tokenCookie}=`);
  if (method === 'GET' && !isByCookie && (GRAPHQL_ACCEPT.test(headers.accept ?? '') || isOwnFetch(headers))) return;
  throw new RequestError(
    'badRequest',
    'This could be a request forged by another site. Send the content type "application/json", an Accept header of a GraphQL type, or the header "apollo-require-preflight"',
  );
}

/**
 * What `fetch` sends outside of browsers, and in them to the page's own site: across sites it names the Origin. No script
 * can set this header.
 *
 * Source: https://fetch.spec.whatwg.org/#origin-header, https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-mode-header
 */
function isOwnFetch(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-mode'] === 'cors' && headers.origin === undefined;
}
