import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/**
 * Where "any" port comes from: below what Linux (32768) and others give to outgoing connections, one of which would else take the
 * port between our looking and our listening. Of these each process has a block to itself, so that no other of ours takes it then:
 * whoever listens on a block's first port owns the rest of it, and a process that ends, however it ends, owns nothing.
 */
const BLOCKS = { from: 15_000, ports: 100, count: 170 };

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
  ownBlock ??= claimBlock();
  const block = await ownBlock;
  for (let tries = 1; block && tries < BLOCKS.ports; tries += 1) {
    const server = await listenOn(block.nextPort());
    if (server) return server;
  }
  return listenOn(0);
}

let ownBlock: Promise<Block | undefined> | undefined;

/** A port is given again after all others were: by then who asked for it listens there. */
class Block {
  readonly #first: number;
  #given = 0;

  constructor(first: number) {
    this.#first = first;
  }

  nextPort(): number {
    this.#given = (this.#given % (BLOCKS.ports - 1)) + 1;
    return this.#first + this.#given;
  }
}

async function claimBlock(): Promise<Block | undefined> {
  const start = randomInt(BLOCKS.count);
  for (let offset = 0; offset < BLOCKS.count; offset += 1) {
    const first = BLOCKS.from + ((start + offset) % BLOCKS.count) * BLOCKS.ports;
    const claim = await listenOn(first);
    if (claim) {
      claim.unref();
      return new Block(first);
    }
  }
  return undefined;
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
