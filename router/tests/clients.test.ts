import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { fetchExchange, subscriptionExchange, Client as UrqlClient } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient, type Client as WsClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { reviews } from './fixtures/shop.js';
import { answerTo, type LiveFederation, SUBSCRIPTION, startLiveFederation } from './fixtures/start-live-federation.js';

const QUERY = 'query Me { me { id name } }';
const MUTATION = 'mutation Rename($name: String!) { userRename(id: "u1", name: $name) { id name } }';

/** What every client can do, in its own words. */
interface ClientUnderTest {
  query(): Promise<unknown>;
  mutate(name: string): Promise<unknown>;
  /** The data of the first two events, and that it ended. */
  subscribe(): Promise<unknown[]>;
  /** The messages of the errors a refused query gets. */
  refused(): Promise<string[]>;
  close(): unknown;
}

let federation: LiveFederation;
/** Each request of a client that `fetch`es. */
let requests: { readonly method: string; readonly url: string; readonly accept: string | null }[] = [];

beforeAll(async () => {
  // Apollo Client's link expects what browsers have.
  vi.stubGlobal('WebSocket', WebSocket);
  federation = await startLiveFederation({ subscriptions: { heartbeatMs: 100 } });
});
afterEach(() => {
  requests = [];
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await federation[Symbol.asyncDispose]();
});

const watchedFetch: typeof fetch = (input, init) => {
  const request = new Request(input, init);
  requests.push({ method: request.method, url: request.url, accept: request.headers.get('accept') });
  return fetch(input, init);
};

/** Emits two events and the end as soon as the router has subscribed. */
async function emitTwo(): Promise<void> {
  await federation.upstreamReaches(1);
  federation.events.emit(reviews[0]!);
  federation.events.emit(reviews[1]!);
  federation.events.complete();
}

async function gather(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  const reading = (async () => {
    for await (const item of stream) all.push(item);
    all.push('end');
  })();
  await emitTwo();
  await reading;
  return all;
}

function apollo(link: ApolloLink, close: () => unknown = () => undefined): ClientUnderTest {
  const client = new ApolloClient({
    link,
    cache: new InMemoryCache(),
    defaultOptions: { query: { fetchPolicy: 'no-cache' } },
  });
  return {
    query: async () => (await client.query({ query: gql(QUERY) })).data,
    mutate: async (name) => (await client.mutate({ mutation: gql(MUTATION), variables: { name } })).data,
    subscribe: async () => {
      const all: unknown[] = [];
      const ended = new Promise<void>((resolve, reject) => {
        client.subscribe({ query: gql(SUBSCRIPTION), fetchPolicy: 'no-cache' }).subscribe({
          next: ({ data, error }) => (error ? reject(error) : all.push({ data })),
          error: reject,
          complete: resolve,
        });
      });
      await emitTwo();
      await ended;
      return [...all, 'end'];
    },
    refused: () =>
      client.query({ query: gql('{ nothing }') }).then(
        () => [],
        (error) => error.errors.map(({ message }: Error) => message),
      ),
    close: () => {
      client.stop();
      return close();
    },
  };
}

function urql(
  options: Partial<ConstructorParameters<typeof UrqlClient>[0]>,
  close: () => unknown = () => undefined,
): ClientUnderTest {
  const client = new UrqlClient({
    url: federation.url,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetch: watchedFetch,
    ...options,
  });
  const unwrap = ({ data, error }: any) => {
    if (error) throw error;
    return data;
  };
  return {
    query: async () => unwrap(await client.query(QUERY, {})),
    mutate: async (name) => unwrap(await client.mutation(MUTATION, { name })),
    subscribe: async () => {
      const all: unknown[] = [];
      const subscription = client.subscription(SUBSCRIPTION, {}).subscribe(({ data, error }) => {
        if (error) all.push(error);
        else all.push({ data });
      });
      await emitTwo();
      await federation.upstreamReaches(0);
      await expect.poll(() => all.length).toBeGreaterThanOrEqual(2);
      subscription.unsubscribe();
      return [...all.slice(0, 2), 'end'];
    },
    refused: async () => {
      const { error } = await client.query('{ nothing }', {});
      return error?.graphQLErrors.map(({ message }) => message) ?? [];
    },
    close,
  };
}

const openSocket = (): WsClient =>
  createWsClient({ url: federation.webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0 });

/** Of graphql-ws or graphql-sse, which iterate alike. */
function plain(client: {
  iterate(request: { query: string; variables?: Record<string, unknown> }): AsyncIterableIterator<any>;
  dispose(): unknown;
}): ClientUnderTest {
  const ask = async (query: string, variables = {}) => {
    const { value } = await client.iterate({ query, variables }).next();
    if (value.errors) throw value.errors;
    return value.data;
  };
  return {
    query: () => ask(QUERY),
    mutate: (name) => ask(MUTATION, { name }),
    subscribe: () => gather(client.iterate({ query: SUBSCRIPTION })),
    refused: () =>
      ask('{ nothing }').then(
        () => [],
        (errors) => errors.map(({ message }: Error) => message),
      ),
    close: () => client.dispose(),
  };
}

function apolloOverHttp(options: HttpLink.Options = {}): ClientUnderTest {
  return apollo(new HttpLink({ uri: federation.url, fetch: watchedFetch, ...options }));
}

function apolloWithPersistedQueries(): ClientUnderTest {
  const persisted = new PersistedQueryLink({
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    useGETForHashedQueries: true,
  });
  return apollo(ApolloLink.from([persisted, new HttpLink({ uri: federation.url, fetch: watchedFetch })]));
}

function apolloOverWebSocket(): ClientUnderTest {
  const socket = openSocket();
  return apollo(new GraphQLWsLink(socket), () => socket.dispose());
}

function urqlOverWebSocket(): ClientUnderTest {
  const socket = openSocket();
  const forwardSubscription = (request: { query?: string; variables?: any }) => ({
    subscribe: (sink: any) => ({ unsubscribe: socket.subscribe({ ...request, query: request.query ?? '' }, sink) }),
  });
  const exchanges = [fetchExchange, subscriptionExchange({ forwardSubscription })];
  return urql({ exchanges }, () => socket.dispose());
}

const clients: [string, () => ClientUnderTest][] = [
  ['Apollo Client over HTTP, subscriptions by multipart', apolloOverHttp],
  ['Apollo Client with persisted queries by GET', apolloWithPersistedQueries],
  ['Apollo Client over graphql-ws', apolloOverWebSocket],
  ['urql over HTTP, subscriptions by events', () => urql({ fetchSubscriptions: true })],
  ['urql by GET where it can', () => urql({ fetchSubscriptions: true, preferGetMethod: 'force' })],
  ['urql with subscriptions over graphql-ws', urqlOverWebSocket],
  ['graphql-ws', () => plain(openSocket())],
  ['graphql-sse', () => plain(createSseClient({ url: federation.url, retryAttempts: 0 }))],
];

describe.each(clients)('%s', (_, open) => {
  let client: ClientUnderTest;
  beforeAll(() => {
    client = open();
  });
  afterAll(async () => {
    await client.close();
    await federation.upstreamReaches(0);
  });

  it('queries', async () => {
    expect(await client.query()).toMatchObject({ me: { id: 'u1', name: 'Ada' } });
    expect(await client.query()).toMatchObject({ me: { id: 'u1', name: 'Ada' } });
  });

  it('mutates', async () => {
    expect(await client.mutate('Eve')).toMatchObject({ userRename: { id: 'u1', name: 'Eve' } });
  });

  it('subscribes', async () => {
    expect(await client.subscribe()).toMatchObject([answerTo(0), answerTo(1), 'end']);
  });

  it('is told why a query is refused', async () => {
    expect(await client.refused()).toEqual(['Cannot query field "nothing" on type "Query".']);
  });
});

it('Apollo Client gets persisted queries from the first time by GET', async () => {
  const client = apolloWithPersistedQueries();
  await client.query();
  await client.query();
  expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
  expect(requests[0]?.url).not.toContain('me+');
});
