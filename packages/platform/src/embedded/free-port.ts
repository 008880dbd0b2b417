import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/**
 * Where "any" port is drawn from: below what Linux (32768) and others give to outgoing connections, one of which would else take
 * the port between our looking and our listening.
 */
const LOTTERY = { from: 15_000, to: 32_000, draws: 100 };

/** Whether one could listen on this port of 127.0.0.1 now. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = await listenOn(port);
  await close(server);
  return server !== undefined;
}

/** Any TCP port of 127.0.0.1 that nobody listens on; another process may still be faster than the caller. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts([0]);
  if (port === undefined) throw new Error('No port of 127.0.0.1 is free');
  return port;
}

/**
 * Distinct ports of 127.0.0.1 that nobody listens on.
 *
 * @param preferred    each is taken when it is free, else any is; 0: any
 * @returns            one per preferred port, same order
 */
export async function freePorts(preferred: readonly number[]): Promise<number[]> {
  const held: Server[] = []; // all at once, so that none is given twice
  for (const port of preferred) {
    const server = (port !== 0 && (await listenOn(port))) || (await listenOnAny());
    if (server) held.push(server);
  }
  const ports = held.map(portOf);
  await Promise.all(held.map(close));
  return ports;
}

async function listenOnAny(): Promise<Server | undefined> {
  for (let draw = 0; draw < LOTTERY.draws; draw += 1) {
    const server = await listenOn(randomInt(LOTTERY.from, LOTTERY.to));
    if (server) return server;
  }
  return listenOn(0);
}

function listenOn(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function close(server: Server | undefined): Promise<void> {
  return new Promise((resolve) => (server ? server.close(() => resolve()) : resolve()));
}
