import { once } from 'node:events';
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { parse } from 'graphql';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { type ConnectSubgraph, createRouter } from '../src/index.js';
import { composeSupergraph } from './fixtures/start-federation.js';

const CLIENTS = 6;
/** Of so many characters, and so many to a client, who asks for them at once: more than a socket takes. */
const LENGTH = 900_000;
const ANSWERS = 8;

/** Answers at once, with a value that only this request's answer may have. */
const connectSubgraph: ConnectSubgraph = () => ({
  async send({ body }) {
    const { variables } = JSON.parse(body);
    return { status: 200, text: JSON.stringify({ data: { echo: echoOf(variables.id) } }), headers: {} };
  },
  async [Symbol.asyncDispose]() {},
});

const echoOf = (id: number) => `${id};`.repeat(LENGTH / 5);
const idsOf = (client: number) => Array.from({ length: ANSWERS }, (_, index) => 1_000 + client * ANSWERS + index);

function requestFor(id: number, isLast: boolean): string {
  const body = JSON.stringify({ query: 'query ($id: Int!) { echo(id: $id) }', variables: { id } });
  const headers = ['host: router', 'content-type: application/json', `content-length: ${body.length}`];
  if (isLast) headers.push('connection: close');
  return `POST /graphql HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`;
}

it('large answers are nobody else’s, however slowly they are taken, and whoever leaves in the middle', async () => {
  const typeDefs = parse('type Query { echo(id: Int!): String! }');
  const supergraphSdl = composeSupergraph([{ name: 'echo', url: 'http://echo.internal/', typeDefs }]);
  const router = await createRouter({
    supergraphSdl,
    config: { port: 0 },
    connectSubgraph,
    logger: pino({ level: 'silent' }),
  });
  const { port } = new URL((await router.listen()).url);

  /** Reads nothing until everybody has asked; every third leaves then. */
  const ask = async (client: number, isAsked: Promise<unknown>): Promise<void> => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.pause();
    await once(socket, 'connect');
    const ids = idsOf(client);
    socket.write(ids.map((id, index) => requestFor(id, index === ANSWERS - 1)).join(''));
    await isAsked;
    if (client % 3 === 0) {
      socket.destroy();
      return;
    }
    const answers = await textOf(socket);
    const bodies = answers.split('HTTP/1.1 200 OK').map((answer) => answer.slice(answer.indexOf('\r\n\r\n') + 4));
    const isRight = ids.map((id, index) => bodies[index + 1] === JSON.stringify({ data: { echo: echoOf(id) } }));
    expect(isRight).toEqual(ids.map(() => true));
  };
  let everybodyAsked = () => {};
  const isAsked = new Promise<void>((resolve) => {
    everybodyAsked = resolve;
  });
  const clients = Array.from({ length: CLIENTS }, (_, client) => ask(client, isAsked));
  // One after the other these are answered while the sockets of the others are full.
  for (const client of [100, 101, 103]) await ask(client, Promise.resolve());
  everybodyAsked();
  await Promise.all(clients);
  await router[Symbol.asyncDispose]();
});
