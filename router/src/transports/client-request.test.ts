import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ClientRequest } from './client-request.js';

/** When the body is asked for, by the path of the request: at once, when its first part has come, or never. */
const server = createServer({ IncomingMessage: ClientRequest }, async (request, response) => {
  if (request.url === '/late') await once(request, 'readable');
  if (request.url === '/never') {
    response.end('unread');
    return;
  }
  let text = '';
  request.on('error', (error) => server.emit('broken', error.message));
  request.readBody({
    take: (chunk) => {
      text += chunk;
      server.emit('part', text);
    },
    end: () => response.end(`${text.length} read`),
  });
});

beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => {
  server.close();
});

it.each(['/at-once', '/late'])('reads a body that comes in parts, asked for %s', async (path) => {
  await using client = open();
  client.send(path, 10, 'first');
  if (path === '/at-once') await once(server, 'part');
  client.socket.write('other');
  expect(await client.answer()).toContain('10 read');
});

it('serves one request after the other on a connection, whether their bodies were read or not', async () => {
  await using client = open();
  for (const [path, body, answer] of [
    ['/at-once', 'one', '3 read'],
    ['/never', 'x'.repeat(200_000), 'unread'],
    ['/late', 'three', '5 read'],
    ['/at-once', 'x'.repeat(200_000), '200000 read'],
    ['/at-once', '', '0 read'],
  ] as const) {
    client.send(path, body.length, body);
    expect(await client.answer()).toContain(answer);
  }
});

it('is told of a client that leaves in the midst of a body', async () => {
  await using client = open();
  const broken = once(server, 'broken');
  client.send('/at-once', 10, 'first');
  await once(server, 'part');
  client.socket.destroy();
  expect(await broken).toEqual(['aborted']);
});

interface Client extends AsyncDisposable {
  readonly socket: Socket;
  send(path: string, length: number, body: string): void;
  answer(): Promise<string>;
}

function open(): Client {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  return {
    socket,
    send: (path, length, body) =>
      void socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n${body}`),
    answer: async () => String(await once(socket, 'data')),
    async [Symbol.asyncDispose]() {
      socket.destroy();
    },
  };
}
