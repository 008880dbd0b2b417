import { setTimeout as delay } from 'node:timers/promises';
import { parseCommand, type StartCommand, UsageError } from './command/arguments.js';
import { explainError } from './command/explain-error.js';
import { HELP } from './command/help.js';
import { readPlatformConfig } from './config.js';
import { Resources } from './resources.js';

/** How long a step of a start that is broken off may go on, before what it stands on is closed. A seed takes longer. */
const STEP_ENDS_MS = 3_000;

process.exit(await main());

/** @returns the exit code: 0 after an orderly stop, 1 when Souk cannot start or a part ended, 2 for a wrong command line */
async function main(): Promise<number> {
  try {
    const command = parseCommand(process.argv.slice(2));
    if (command.kind === 'start') return await run(command);
    process.stdout.write(HELP);
    return 0;
  } catch (error) {
    process.stderr.write(`${explainError(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function run(command: StartCommand): Promise<number> {
  const config = readPlatformConfig(process.env);
  const stopped = stopSignal();
  const { runSouk } = await import('./run-souk.js'); // loads much, which help and mistakes need not wait for
  const resources = new Resources();
  const starting = runSouk({ command, config, resources });
  try {
    const ended = await Promise.race([stopped, starting.then((platform) => platform.partEnded)]);
    if (ended === 'stopped') return 0;
    process.stderr.write(`${ended.name} ended by itself; stopping the rest.\n`);
    return 1;
  } finally {
    resources.refuseMore();
    const settled = Promise.allSettled([starting]);
    await Promise.race([settled, delay(STEP_ENDS_MS)]);
    await resources[Symbol.asyncDispose]();
    await settled;
  }
}

/** The first signal asks for an orderly stop, the second one does not wait for it. */
function stopSignal(): Promise<'stopped'> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (isStopping) process.exit(130);
        isStopping = true;
        process.stdout.write('\nStopping …\n');
        resolve('stopped');
      });
    }
  });
}
