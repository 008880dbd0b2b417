import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type LiveFederation, SUBSCRIPTION, startLiveFederation } from './fixtures/start-live-federation.js';

const INIT = { type: 'connection_init' };
const QUERY = { query: '{ me { name } }' };

let federation: LiveFederation;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  federation = await startLiveFederation({
    introspection: false,
    cors: { origins: ['https://shop.test'] },
    limits: { bodyBytes: 2_000, depth: 5 },
    subscriptions: { heartbeatMs: 100 },
  });
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await federation.upstreamReaches(0);
});

afterAll(async () => federation[Symbol.asyncDispose]());

interface RawSocket {
  readonly socket: WebSocket;
  readonly received: any[];
  say(...messages: unknown[]): void;
  /** The next message that has not been read yet. */
  hear(): Promise<any>;
  closed(): Promise<number>;
}

async function open(options: { protocol?: string; origin?: string; autoPong?: boolean } = {}): Promise<RawSocket> {
  const { protocol = 'graphql-transport-ws', ...rest } = options;
  const socket = new WebSocket(federation.webSocketUrl, protocol, rest);
  sockets.push(socket);
  const received: any[] = [];
  let read = 0;
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  return {
    socket,
    received,
    say: (...messages) => {
      for (const message of messages) socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    },
    hear: async () => {
      await expect.poll(() => received.length).toBeGreaterThan(read);
      return received[read++];
    },
    closed: () => closed,
  };
}

const subscribe = (id: string, payload: object = QUERY) => ({ id, type: 'subscribe', payload });

describe('graphql-transport-ws closes a socket with the code of what it did:', () => {
  it.each([
    ['what is not JSON', ['{'], 4400],
    ['a list', ['[]'], 4400],
    ['an unknown type', [{ type: 'start' }], 4400],
    ['a message only a server sends', [INIT, { type: 'next', id: '1', payload: {} }], 4400],
    ['a subscribe without an id', [INIT, { type: 'subscribe', payload: QUERY }], 4400],
    ['a subscribe without a payload', [INIT, { type: 'subscribe', id: '1' }], 4400],
    ['connection parameters that are no object', [{ ...INIT, payload: 'secret' }], 4400],
    ['a subscribe before the connection is acknowledged', [subscribe('1')], 4401],
    ['an id that is in use', [INIT, subscribe('1', { query: SUBSCRIPTION }), subscribe('1')], 4409],
    ['a second connection_init', [INIT, INIT], 4429],
    ['a message that is too large', [INIT, subscribe('1', { query: `{ me { name } } #${'x'.repeat(2_000)}` })], 1009],
  ])('%s', async (_, messages, code) => {
    const { say, closed } = await open();
    say(...messages);
    expect(await closed()).toBe(code);
  });

  it('no connection_init in time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { closed } = await open();
      vi.advanceTimersByTime(3_000);
      expect(await closed()).toBe(4408);
    } finally {
      vi.useRealTimers();
    }
  });

  it('another subprotocol', async () => {
    const socket = new WebSocket(federation.webSocketUrl, 'graphql-ws');
    sockets.push(socket);
    const [error] = await once(socket, 'error');
    expect(error.message).toContain('subprotocol');
  });
});

describe('a socket', () => {
  it('is answered in order, and told of the end of each operation', async () => {
    const { say, hear } = await open();
    say({ ...INIT, payload: null }, { type: 'ping', payload: { at: 1 } }, { type: 'ping' }, { type: 'pong' });
    expect(await hear()).toEqual({ type: 'connection_ack' });
    expect(await hear()).toEqual({ type: 'pong', payload: { at: 1 } });
    expect(await hear()).toEqual({ type: 'pong' });
    say(subscribe('ü "1"'));
    expect(await hear()).toEqual({ id: 'ü "1"', type: 'next', payload: { data: { me: { name: 'Ada' } } } });
    expect(await hear()).toEqual({ id: 'ü "1"', type: 'complete' });
    say(subscribe('ü "1"'));
    expect((await hear()).type).toBe('next');
  });

  it.each([
    ['a syntax error', { query: '{' }, 'VAL_002'],
    ['an unknown field', { query: '{ nothing }' }, 'VAL_003'],
    ['introspection, when it is off', { query: '{ __schema { __typename } }' }, 'VAL_003'],
    [
      'too deep an operation',
      { query: '{ reviews { product { reviews { product { reviews { id } } } } } }' },
      'LIM_002',
    ],
    ['variables of another type', { query: 'query ($id: ID!) { user(id: $id) { name } }' }, 'VAL_001'],
    ['no query', {}, 'VAL_004'],
    ['a query that is no text', { query: 5 }, 'VAL_004'],
  ])('is told of %s, and stays', async (_, payload, ref) => {
    const { say, hear } = await open();
    say(INIT, subscribe('1', payload));
    await hear();
    expect(await hear()).toMatchObject({ id: '1', type: 'error', payload: [{ extensions: { ref } }] });
    say(subscribe('1'));
    expect(await hear()).toMatchObject({ id: '1', type: 'next' });
  });

  it('frees a subscription that is completed before it is made', async () => {
    const { say, hear } = await open();
    say(INIT, subscribe('1', { query: SUBSCRIPTION }), { id: '1', type: 'complete' }, subscribe('2'));
    await hear();
    expect(await hear()).toMatchObject({ id: '2', type: 'next' });
    await federation.upstreamReaches(0);
  });

  it('stops a query that is completed while it runs', async () => {
    const stopped = new Promise<void>((resolve) => {
      federation.subgraphs.accounts!.answerWith((response) => {
        response.on('close', resolve);
        say({ id: '1', type: 'complete' });
      });
    });
    const { say } = await open();
    say(INIT, subscribe('1'));
    await stopped;
    federation.subgraphs.accounts!.answerWith(undefined);
  });

  it('is of the pages of the router’s own site and of those configured', async () => {
    const { say, hear } = await open({ origin: 'https://shop.test' });
    say(INIT);
    expect(await hear()).toEqual({ type: 'connection_ack' });
    const refused = new WebSocket(federation.webSocketUrl, 'graphql-transport-ws', { origin: 'https://evil.test' });
    const [error] = await once(refused, 'error');
    expect(error.message).toContain('403');
  });

  it('is cut off when it answers no ping, and kept when it does', async () => {
    const alive = await open();
    const pings = vi.fn();
    alive.socket.on('ping', pings);
    const dead = await open({ autoPong: false });
    expect(await dead.closed()).toBe(1006);
    await expect.poll(() => pings.mock.calls.length).toBeGreaterThan(2);
    expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  });
});
