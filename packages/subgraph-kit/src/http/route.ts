import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One HTTP door beside GraphQL, such as a webhook. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** exact, or ending in `/*` for everything below */
  readonly path: string;
  handle(request: IncomingMessage, url: URL): Promise<Reply>;
}

export function jsonReply(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value), contentType: 'application/json; charset=utf-8' };
}

export function errorReply(status: number, error: { code: string; ref: string; message: string }): Reply {
  return jsonReply(status, { errors: [{ message: error.message, extensions: { code: error.code, ref: error.ref } }] });
}

export function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    ...(reply.contentType ? { 'content-type': reply.contentType } : {}),
    'x-content-type-options': 'nosniff',
    ...reply.headers,
  });
  response.end(reply.body);
}

export function findRoute(routes: readonly Route[], method: string | undefined, path: string): Route | undefined {
  return routes.find((route) => route.method === method && matches(route.path, path));
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith('/*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}
