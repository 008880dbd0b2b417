import { bundledCode, PLANNING } from '../own-code.mjs';

const entry = await bundledCode(PLANNING);
if (entry) await import(entry);
else {
  // Not bundled: tsx compiles as it goes.
  const { register } = await import('tsx/esm/api');
  register();
  await import('./make-plans-in-thread.ts');
}
