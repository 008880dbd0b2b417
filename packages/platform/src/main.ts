import { parseCommand, UsageError } from './command/arguments.js';
import { explainError } from './command/explain-error.js';
import { HELP } from './command/help.js';
import { readPlatformConfig } from './config.js';
import { Resources } from './resources.js';

process.exit(await main());

/** @returns the exit code: 0 after an orderly stop, 1 when Souk cannot start or a part ended, 2 for a wrong command line */
async function main(): Promise<number> {
  const resources = new Resources();
  try {
    const command = parseCommand(process.argv.slice(2));
    if (command.kind === 'help') {
      process.stdout.write(HELP);
      return 0;
    }
    const config = readPlatformConfig(process.env);
    const stopped = stopSignal();
    const { runSouk } = await import('./run-souk.js'); // loads much, which help and mistakes need not wait for
    const outcome = await Promise.race([stopped, runSouk({ command, config, resources })]);
    if (outcome === 'stopped') return 0;
    process.stderr.write(`${outcome.name} ended by itself; stopping the rest.\n`);
    return 1;
  } catch (error) {
    process.stderr.write(`${explainError(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  } finally {
    await resources[Symbol.asyncDispose]();
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
