import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RouterConfig } from '../config/router-config.js';

type CorsConfig = RouterConfig['cors'];

const MAX_AGE_SECONDS = 86_400;

/**
 * Whether a page of the request's Origin may use the router. Requests without an Origin do not come from a page of another
 * site; those of the router's own host are always allowed.
 */
export function isOriginAllowed({ headers }: IncomingMessage, cors: CorsConfig): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (cors && (cors.origins.includes('*') || cors.origins.includes(origin))) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** Sets the headers that let a page of an allowed origin read the answer. */
export function setCorsHeaders(request: IncomingMessage, response: ServerResponse, cors: CorsConfig): void {
  const { origin } = request.headers;
  if (!cors) return;
  response.setHeader('vary', 'origin');
  if (origin === undefined || !isOriginAllowed(request, cors)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', 'x-request-id');
  if (cors.credentials) response.setHeader('access-control-allow-credentials', 'true');
}

/** Answers the question a browser asks before a request that it would not send without permission. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse, cors: CorsConfig): void {
  if (cors && isOriginAllowed(request, cors)) {
    response.setHeader('access-control-allow-methods', 'GET, POST');
    response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '');
    response.setHeader('access-control-max-age', MAX_AGE_SECONDS);
  }
  response.writeHead(204, { allow: 'GET, POST, OPTIONS' }).end();
}
