import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { type ConnectSubgraph, createRouter } from '../../src/index.js';
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
