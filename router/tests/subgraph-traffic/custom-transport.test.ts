import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { type ConnectSubgraph, createRouter, SubgraphFailure } from '../../src/index.js';
import { openChannel } from '../fixtures/open-channel.js';
import { composeSupergraph } from '../fixtures/start-federation.js';

const typeDefs = parse('type Query { hello(name: String): String }');
const schema = buildSubgraphSchema({
  typeDefs,
  resolvers: { Query: { hello: (_: unknown, { name }: { name: string }) => `Hello, ${name}` } },
});

it('reaches subgraphs by a transport of the host’s own', async () => {
  const connected: string[] = [];
  const disposed: string[] = [];
  const connectSubgraph: ConnectSubgraph = ({ name, url }) => {
    connected.push(`${name} ${url.href}`);
    return {
      async send({ body }) {
        const { query: source, variables: variableValues } = JSON.parse(body);
        return { status: 200, text: JSON.stringify(await graphql({ schema, source, variableValues })), headers: {} };
      },
      async [Symbol.asyncDispose]() {
        disposed.push(name);
      },
    };
  };
  const supergraphSdl = composeSupergraph([{ name: 'greeter', url: 'http://greeter.internal/', typeDefs }]);
  const router = await createRouter({
    supergraphSdl,
    config: { port: 0 },
    connectSubgraph,
    logger: pino({ level: 'silent' }),
  });
  const { url } = await router.listen();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'query ($name: String) { hello(name: $name) }', variables: { name: 'Ada' } }),
  });
  expect(await response.json()).toEqual({ data: { hello: 'Hello, Ada' } });
  expect([connected, disposed]).toEqual([['greeter http://greeter.internal/'], []]);

  await router[Symbol.asyncDispose]();
  expect(disposed).toEqual(['greeter']);
});

it('does not wait for it longer than there is time, nor for an operation that ended', async () => {
  const forever: ConnectSubgraph = () => ({
    send: () => new Promise(() => undefined),
    [Symbol.asyncDispose]: async () => {},
  });
  await using channel = openChannel('http://things/', { subgraphs: { things: { deadlineMs: 50 } } }, forever);
  await expect(channel.ask()).rejects.toMatchObject({ kind: 'deadline', message: 'no answer within 50 ms' });
  const controller = new AbortController();
  const abandoned = channel.ask({ kind: 'mutation', signal: controller.signal });
  controller.abort();
  await expect(abandoned).rejects.toMatchObject({ kind: 'abandoned' });
});

it('sends a query again that it could not deliver', async () => {
  let count = 0;
  const flaky: ConnectSubgraph = () => ({
    async send() {
      if (++count === 1) throw new SubgraphFailure('broken', 'the line is dead');
      return { status: 200, text: '{"data":{}}', headers: {} };
    },
    [Symbol.asyncDispose]: async () => {},
  });
  await using channel = openChannel('http://things/', {}, flaky);
  await expect(channel.ask()).resolves.toMatchObject({ status: 200 });
});
