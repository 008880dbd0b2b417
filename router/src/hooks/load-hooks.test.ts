import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { RouterConfigError } from '../config/router-config.js';
import { loadHooks } from './load-hooks.js';

const dir = mkdtempSync(join(tmpdir(), 'hooks-'));
afterAll(() => rmSync(dir, { recursive: true }));

let count = 0;
const moduleOf = (text: string) => {
  const file = join(dir, `hooks-${++count}.mjs`);
  writeFileSync(file, text);
  return file;
};

it('takes one object, or a list in its order', async () => {
  expect(await loadHooks(moduleOf('export default { onPlan() {} };'))).toEqual([{ onPlan: expect.any(Function) }]);
  expect(await loadHooks(moduleOf('export default [{ onPlan() {} }, { onRequest() {}, name: "second" }];'))).toEqual([
    { onPlan: expect.any(Function) },
    { onRequest: expect.any(Function), name: 'second' },
  ]);
});

it.each([
  ['nothing by default', 'export const hooks = { onPlan() {} };', '(number 1 is none)'],
  ['something that is no object', 'export default () => ({});', '(number 1 is none)'],
  ['an object without hooks', 'export default { name: "empty" };', '(number 1 is none)'],
  ['a hook of a wrong name', 'export default { onPlan() {}, onReqest() {} };', '(number 1 is none)'],
  ['a hook that is no function', 'export default { onPlan: "later" };', '(number 1 is none)'],
  ['a wrong one in a list', 'export default [{ onPlan() {} }, null];', '(number 2 is none)'],
])('refuses a module that exports %s', async (_, text, which) => {
  const file = moduleOf(text);
  const loading = loadHooks(file);
  await expect(loading).rejects.toThrow(RouterConfigError);
  await expect(loading).rejects.toThrow(
    `"hooks" is wrong: ${file} must export hooks by default, functions among onRequest`,
  );
  await expect(loading).rejects.toThrow(which);
});

it('says in one line why a module cannot be loaded', async () => {
  const missing = join(dir, 'missing.mjs');
  await expect(loadHooks(missing)).rejects.toThrow(`"hooks" is wrong: ${missing} cannot be loaded: `);
  const broken = moduleOf('throw new Error("no database\\nand more");');
  const failure = await loadHooks(broken).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(RouterConfigError);
  expect(failure).toMatchObject({ message: `Configuration "hooks" is wrong: ${broken} cannot be loaded: no database` });
});
