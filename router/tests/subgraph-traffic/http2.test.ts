import { readFileSync } from 'node:fs';
import {
  createSecureServer,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RouterConfigInput } from '../../src/index.js';
import { openChannel } from '../fixtures/open-channel.js';
import { GRAPHQL_ANSWER } from '../fixtures/start-plain-server.js';

const certificate = (name: string) => fileURLToPath(new URL(`../fixtures/certificates/${name}.pem`, import.meta.url));

const AUTHORITY = { caFile: certificate('authority'), serverName: 'server.test' };
const CLIENT = { certificateFile: certificate('client'), keyFile: certificate('client-key') };

type Handler = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

const answer: Handler = (stream) => {
  stream.respond({ ':status': 200, 'content-type': 'application/json' });
  stream.end(GRAPHQL_ANSWER);
};

interface Http2Subgraph extends AsyncDisposable {
  readonly url: string;
  readonly sessions: readonly ServerHttp2Session[];
  readonly streams: ServerHttp2Stream[];
}

/** A subgraph that speaks HTTP/2 and nothing else; over TLS it wants a client certificate of the test authority. */
async function startHttp2Subgraph(scheme: 'http' | 'https', handler: Handler = answer): Promise<Http2Subgraph> {
  const read = (name: string) => readFileSync(certificate(name));
  const server: Http2Server =
    scheme === 'http'
      ? createServer()
      : createSecureServer({
          key: read('server-key'),
          cert: read('server'),
          ca: read('authority'),
          requestCert: true,
          rejectUnauthorized: true,
        });
  const sessions: ServerHttp2Session[] = [];
  const streams: ServerHttp2Stream[] = [];
  server.on('session', (session) => sessions.push(session));
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => {
    streams.push(stream);
    stream.on('error', () => undefined);
    stream.resume();
    handler(stream, headers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}/graphql`,
    sessions,
    streams,
    [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const traffic = (more: RouterConfigInput['traffic'] = {}): RouterConfigInput => ({
  traffic: { http2: true, tls: { ...AUTHORITY, ...CLIENT }, ...more },
});

describe.each(['http', 'https'] as const)('HTTP/2 over %s', (scheme) => {
  it('carries many queries at a time over one connection', async () => {
    const held: ServerHttp2Stream[] = [];
    await using subgraph = await startHttp2Subgraph(scheme, (stream) => held.push(stream));
    await using channel = openChannel(subgraph.url, traffic({ maxInFlight: 50 }));
    const answers = Array.from({ length: 40 }, (_, index) => channel.ask({ body: String(index) }));
    await expect.poll(() => held.length).toBe(40);
    for (const stream of held) answer(stream, {});
    expect((await Promise.all(answers)).map(({ status, text }) => [status, text])).toEqual(
      new Array(40).fill([200, GRAPHQL_ANSWER]),
    );
    expect(subgraph.sessions).toHaveLength(1);
  });

  it('closes the stream of what is given up, and goes on with the connection', async () => {
    let isSilent = true;
    await using subgraph = await startHttp2Subgraph(scheme, (stream, headers) => {
      if (!isSilent) answer(stream, headers);
    });
    await using channel = openChannel(subgraph.url, traffic());
    const controller = new AbortController();
    const abandoned = channel.ask({ signal: controller.signal });
    await expect.poll(() => subgraph.streams.length).toBe(1);
    controller.abort();
    await expect(abandoned).rejects.toMatchObject({ kind: 'abandoned' });
    await expect.poll(() => subgraph.streams[0]?.closed).toBe(true);
    isSilent = false;
    await expect(channel.ask()).resolves.toMatchObject({ status: 200 });
    expect(subgraph.sessions).toHaveLength(1);
  });

  it('lets what is under way end when the subgraph says goodbye, and makes a new connection for what comes', async () => {
    const held: ServerHttp2Stream[] = [];
    await using subgraph = await startHttp2Subgraph(scheme, (stream) => held.push(stream));
    await using channel = openChannel(subgraph.url, traffic());
    const mutations = [1, 2].map(() => channel.ask({ kind: 'mutation' }));
    await expect.poll(() => held.length).toBe(2);
    held[0]?.session?.goaway();
    for (const stream of held) answer(stream, {});
    await expect(Promise.all(mutations)).resolves.toMatchObject([{ status: 200 }, { status: 200 }]);
    const next = channel.ask();
    await expect.poll(() => held.length).toBe(3);
    for (const stream of held.slice(2)) answer(stream, {});
    await next;
    expect(subgraph.sessions).toHaveLength(2);
  });

  it('does not use a connection again on which nothing came in time', async () => {
    await using subgraph = await startHttp2Subgraph(scheme, (stream, headers) => {
      if (subgraph.streams.length > 1) answer(stream, headers);
    });
    await using channel = openChannel(subgraph.url, { ...traffic(), subgraphs: { things: { deadlineMs: 250 } } });
    await expect(channel.ask()).rejects.toMatchObject({ kind: 'deadline' });
    await expect.poll(() => channel.ask().catch(() => undefined)).toMatchObject({ status: 200 });
    expect(subgraph.sessions.length).toBeGreaterThan(1);
  });

  it.each([
    ['before there are answers', (stream: ServerHttp2Stream) => stream.session?.destroy()],
    [
      'within the answers',
      (stream: ServerHttp2Stream) => {
        stream.respond({ ':status': 200, 'content-length': 500 });
        stream.write('{"data"', () => stream.session?.destroy());
      },
    ],
  ])('sends queries again, and no mutations, when the connection they share is lost %s', async (_, lose) => {
    await using subgraph = await startHttp2Subgraph(scheme, (stream, headers) => {
      if (subgraph.streams.length > 3) answer(stream, headers);
      else if (subgraph.streams.length === 3) lose(stream);
    });
    await using channel = openChannel(subgraph.url, traffic());
    const queries = [1, 2].map(() => channel.ask());
    const mutation = channel.ask({ kind: 'mutation' });
    await Promise.all([
      expect(mutation).rejects.toMatchObject({ kind: 'broken' }),
      ...queries.map((query) => expect(query).resolves.toMatchObject({ status: 200 })),
    ]);
    expect(subgraph.streams).toHaveLength(5);
  });
});

describe('TLS', () => {
  it.each([
    ['a certificate of an unknown authority', { ...CLIENT, serverName: 'server.test' }],
    ['a certificate for another name', { ...AUTHORITY, ...CLIENT, serverName: 'other.test' }],
    ['no certificate of its own where the subgraph wants one', AUTHORITY],
  ])('does not speak to a subgraph with %s', async (_, tls) => {
    await using subgraph = await startHttp2Subgraph('https');
    await using channel = openChannel(subgraph.url, traffic({ tls, retry: { attempts: 0 } }));
    await expect(channel.ask()).rejects.toMatchObject({ name: 'SubgraphFailure', message: 'the connection failed' });
    expect(subgraph.streams).toHaveLength(0);
  });

  it('names a file that cannot be read', () => {
    expect(() => openChannel('https://things/', { traffic: { tls: { caFile: '/nowhere/ca.pem' } } })).toThrow(
      'The TLS file /nowhere/ca.pem cannot be read',
    );
  });
});
