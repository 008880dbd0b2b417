#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { bundledCode, PLANNING, SERVING } from '../src/own-code.mjs';

/** Four times Node's default: of what is half done under load, less then survives a collection and has to be copied. */
const YOUNG_GENERATION_MB = 192;

// When objects that were made at one place of the code have lived for a while, V8 takes those to come for old from their
// beginning. At full load that goes for what belongs to one operation, and whatever such objects refer to is kept as well.
// docs/decisions/0031-answers-stay-bytes.md
setFlagsFromString('--no-allocation-site-pretenuring');

// In a thread, for only there the size of the young generation can be chosen without an option of Node's own.
const thread = new Worker(new URL('router-thread.mjs', import.meta.url), {
  argv: process.argv.slice(2),
  workerData: { entry: await bundledCode(SERVING) },
  resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
});
thread.once('message', passSignalsOn);
thread.on('error', (error) => {
  console.error(error);
  process.exitCode = 1;
});
thread.on('exit', (code) => {
  process.exitCode ||= code;
});
// For its own thread, which would else begin with that when the first plan takes long.
await bundledCode(PLANNING);

/** Once the router is ready: before, signals do what they do to any process. */
function passSignalsOn() {
  const stop = () => {
    process.off('SIGTERM', stop);
    process.off('SIGINT', stop);
    thread.postMessage('stop');
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGHUP', () => thread.postMessage('reload'));
}
