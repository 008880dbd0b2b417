import { findNewestModel, readModelBytes } from '../data/model.repository.js';
import { decodeModel } from '../data/model-codec.js';
import { finishInSlices } from '../domain/steps.js';
import type { RecommendationsDependencies } from './dependencies.js';

/** Serves the newest trained model from now on, whichever process trained it. Without a newer one it is one statement. */
export async function serveNewestModel({ database, shelf }: RecommendationsDependencies): Promise<void> {
  const newest = await findNewestModel(database.db);
  if (!newest || newest.version <= shelf.current.version) return;
  const bytes = await readModelBytes(database.db, newest.version);
  if (bytes.length === 0) return; // two newer ones came while this was read
  await shelf.put(await finishInSlices(decodeModel(bytes)), newest);
}

/** Looks for a newer model every now and then, until disposed. */
export function keepServingNewestModel(dependencies: RecommendationsDependencies): AsyncDisposable {
  let looking: Promise<void> = Promise.resolve();
  let isLooking = false;
  const look = async () => {
    isLooking = true;
    await serveNewestModel(dependencies).catch((error: unknown) => {
      dependencies.logger.warn({ err: error }, 'the newest model could not be read; the one before is served');
    });
    isLooking = false;
  };
  const timer = setInterval(() => {
    if (!isLooking) looking = look();
  }, dependencies.modelPollSeconds * 1_000);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
    },
  };
}
