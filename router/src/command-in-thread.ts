import { parentPort } from 'node:worker_threads';
import { main } from './command-line.js';
import { passedOnSignals } from './signals.js';

// What bin/router.mjs runs in a thread.
if (!parentPort) throw new Error('This is to be run in a thread');
await main(process.argv.slice(2), process.env, passedOnSignals(parentPort));
