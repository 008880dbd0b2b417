import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Account, WITHOUT_REQUEST } from '../account.js';
import { Control } from '../control/control.js';
import { answerControl } from '../control/control-api.js';
import { type PageResponse, showAuthentication, submitAuthentication } from '../pages/authentication-page.js';
import { homePage } from '../pages/home-page.js';
import type { Api } from './api.js';

const MAX_BODY_BYTES = 1024 * 1024;
/** The address in a request is a path; only its parts matter here. */
const ANY_ORIGIN = 'http://simulator';
const CONTROL = '/_simulator';

interface Site {
  readonly account: Account;
  readonly api: Api;
  /** without it there is no control surface */
  readonly controlKey?: string | undefined;
}

/** Listens; `port` 0 takes a free one. */
export async function listen(site: Site, { host, port }: { host: string; port: number }): Promise<Server> {
  const server = createServer((request, response) => {
    serve(site, request, response).catch((error) => {
      const hasClientLeft = !request.complete;
      if (!hasClientLeft) fail(response, error);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

/** The port a listening server got. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port');
  return address.port;
}

export async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

async function serve(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const isAddress = URL.canParse(request.url ?? '', ANY_ORIGIN);
  if (body === undefined || !isAddress) {
    response.writeHead(isAddress ? 413 : 400, { Connection: 'close' }).end();
    return;
  }
  const url = new URL(request.url ?? '', ANY_ORIGIN);
  if (url.pathname.startsWith('/v1/')) {
    await serveApi(site, request, response, { url, body });
    return;
  }
  if (url.pathname.startsWith(`${CONTROL}/`)) {
    serveControl(site, request, response, { url, body });
    return;
  }
  await servePage(site, request, response, { url, body });
}

interface Received {
  readonly url: URL;
  readonly body: string;
}

async function serveApi(site: Site, request: IncomingMessage, response: ServerResponse, { url, body }: Received) {
  const answer = await site.api.answer({
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.search,
    body,
    header: (name) => request.headers[name]?.toString(),
  });
  if (answer === 'reset') request.socket.resetAndDestroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}

function serveControl(site: Site, request: IncomingMessage, response: ServerResponse, { url, body }: Received): void {
  const { method = 'GET', headers } = request;
  const path = url.pathname.slice(CONTROL.length);
  const { authorization } = headers;
  const asked = { method, path, query: url.searchParams, body, authorization };
  const answer = answerControl(new Control(site.account), asked, site.controlKey);
  response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.body));
}

async function servePage({ account }: Site, request: IncomingMessage, response: ServerResponse, received: Received) {
  const { pathname, searchParams } = received.url;
  const intentId = /^\/3d_secure\/(\w+)$/.exec(pathname)?.[1];
  if (intentId && (request.method === 'GET' || request.method === 'POST')) {
    const tx = account.begin(WITHOUT_REQUEST);
    const visit = { intentId, clientSecret: searchParams.get('client_secret') };
    const outcome = new URLSearchParams(received.body).get('outcome');
    const page = request.method === 'GET' ? showAuthentication(tx, visit) : submitAuthentication(tx, visit, outcome);
    await account.commit(tx);
    sendPage(response, page);
    return;
  }
  if (request.method === 'GET' && pathname === '/') {
    sendPage(response, { status: 200, body: homePage(account.ledger, account.authenticationUrl) });
    return;
  }
  await serveHealth(account, response, pathname);
}

async function serveHealth(account: Account, response: ServerResponse, path: string): Promise<void> {
  if (path !== '/health/live' && path !== '/health/ready') {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
    return;
  }
  const isReady = path === '/health/live' || (await succeeds(account.assertReady()));
  const body = JSON.stringify({ status: isReady ? 'ok' : 'unavailable' });
  response.writeHead(isReady ? 200 : 503, { 'Content-Type': 'application/json' }).end(body);
}

function sendPage(response: ServerResponse, { status, body, location }: PageResponse): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    ...(location && { Location: location }),
  });
  response.end(body);
}

function fail(response: ServerResponse, error: unknown): void {
  console.error('Stripe simulator:', error);
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { Connection: 'close' }).end();
}

function succeeds(promise: Promise<void>): Promise<boolean> {
  return promise.then(
    () => true,
    () => false,
  );
}

/** The body as text, or undefined when it is larger than any request of Stripe's. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
