import { expect, it, vi } from 'vitest';

/** As in another process: nothing is known of what was given before. */
async function drawPorts(): Promise<number[]> {
  vi.resetModules();
  const { freePorts } = await import('./free-port.js');
  return [...(await freePorts([0, 0, 0])), ...(await freePorts([0, 0]))];
}

it('gives nobody else a port that was given, though nobody listens there yet', async () => {
  const first = await drawPorts();
  const second = await drawPorts();
  expect(new Set(first).size).toBe(5);
  const blockOf = (port: number) => Math.floor(port / 100);
  const blocks = [first, second].map((ports) => new Set(ports.map(blockOf)));
  expect(blocks.map(({ size }) => size)).toEqual([1, 1]);
  expect(blocks[0]).not.toEqual(blocks[1]);
});
