import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

it('runs as its own process until SIGTERM', async () => {
  const child = _start({ STRIPE_SECRET_KEY: 'sk_test_abc', PORT: '0' });
  const [line] = await once(createInterface(child.stdout), 'line');
  const url = /http:\S+\d/.exec(line)?.[0];
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('says which variable is missing', async () => {
  const child = _start({});
  const [[line], exit] = await Promise.all([once(createInterface(child.stderr), 'line'), once(child, 'exit')]);
  expect(line).toContain('STRIPE_SECRET_KEY');
  expect(exit).toEqual([1, null]);
});

function _start(env: Record<string, string>) {
  const options = { env: { PATH: process.env.PATH, ...env } };
  const child = spawn(process.execPath, ['--import', 'tsx', main], options);
  return child;
}
