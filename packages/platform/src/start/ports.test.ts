import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePorts, isPortFree } from '../embedded/free-port.js';
import { choosePorts } from './ports.js';

const blocker = createServer();
let taken: number;

beforeEach(async () => {
  [, , taken = 0] = await freePorts([0, 0, 0]); // in a row
  await new Promise<void>((done) => blocker.listen(taken, '127.0.0.1', done));
});
afterEach(() => new Promise((done) => blocker.close(done)));

describe('the ports of Souk', () => {
  it('are distinct and free when none is wished', async () => {
    const { router, simulator, subgraphs } = await choosePorts(0);
    const all = [router, simulator, ...Object.values(subgraphs)];
    expect(new Set(all).size).toBe(8);
    for (const port of all) expect(await isPortFree(port)).toBe(true);
  });

  it('make way for one that is in use', async () => {
    const { router, subgraphs, simulator } = await choosePorts(taken - 2);
    expect(router).toBe(taken - 2);
    expect(subgraphs.users).toBe(taken - 1);
    expect(subgraphs.products).not.toBe(taken);
    expect(new Set([simulator, ...Object.values(subgraphs)]).size).toBe(7);
  });

  it('name the router’s when it is in use, and how to choose another', async () => {
    await expect(choosePorts(taken)).rejects.toThrow(new RegExp(`^Port ${taken} is in use .* PORT=\\d+ npm start`));
  });
});
