import { workerData } from 'node:worker_threads';

process.setSourceMapsEnabled(true);
if (workerData.entry) await import(workerData.entry);
else {
  // Not bundled: tsx compiles as it goes.
  const { register } = await import('tsx/esm/api');
  register();
  await import('../src/command-in-thread.ts');
}
