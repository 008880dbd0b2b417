import { catalogueChangedAt } from '../data/catalogue.repository.js';
import { newestInteractionId } from '../data/interaction.repository.js';
import { findNewestModel, insertModel, type ModelRecord } from '../data/model.repository.js';
import { encodeModel } from '../data/model-codec.js';
import { trainCollaborative } from '../domain/collaborative.model.js';
import type { RecommendationModel } from '../domain/model.js';
import { finishInSlices } from '../domain/steps.js';
import type { RecommendationsDependencies } from './dependencies.js';
import { readBehaviour } from './read-behaviour.js';
import { readCatalogue } from './read-catalogue.js';

export type TrainingOutcome = 'trained' | 'nothing new' | 'not due';

/** Trainings may take a tenth of the time: after one of ten seconds the next waits at least a hundred. */
const REST_FACTOR = 10;

/** The job: trains when the interval is over and there is something to learn. */
export async function trainWhenDue(dependencies: RecommendationsDependencies): Promise<TrainingOutcome> {
  const newest = await findNewestModel(dependencies.database.db);
  if (newest && !isDue(newest, dependencies)) return 'not due';
  return trainModels(dependencies);
}

/**
 * Learns all models anew from the whole catalogue and all interactions, stores them, and serves them here; other processes find
 * them within `modelPollSeconds`. Memory grows with products and with pairs of shopper and product, not with texts.
 *
 * @returns 'nothing new' when nothing came since the last training: nothing was done then
 */
export async function trainModels(dependencies: RecommendationsDependencies): Promise<TrainingOutcome> {
  const { database, shelf, now } = dependencies;
  const startedAt = now();
  const startedMs = performance.now();
  const [newest, interactionId, catalogueAt] = await Promise.all([
    findNewestModel(database.db),
    newestInteractionId(database.db),
    catalogueChangedAt(database.db),
  ]);
  if (newest && newest.interactionId === interactionId && newest.catalogueAt?.getTime() === catalogueAt?.getTime()) {
    return 'nothing new';
  }
  const model = await learn(dependencies, startedAt);
  const durationMs = Math.round(performance.now() - startedMs);
  const facts = { trainedAt: now(), durationMs, interactionId, catalogueAt };
  const record = await insertModel(database, facts, await finishInSlices(encodeModel(model)));
  await shelf.put(model, record);
  dependencies.logger.info(
    { version: record.version, durationMs, products: model.productIds.length },
    'models trained',
  );
  return 'trained';
}

async function learn({ database }: RecommendationsDependencies, now: Date): Promise<RecommendationModel> {
  const { content, itemOf, ...catalogue } = await readCatalogue(database);
  const behaviour = await readBehaviour(database, { itemOf, productIds: catalogue.productIds }, now);
  return {
    ...catalogue,
    popularity: behaviour.popularity,
    shoppers: behaviour.shoppers,
    neighbours: await finishInSlices(trainCollaborative(behaviour.rows)),
    content: await finishInSlices(content.train()),
  };
}

function isDue(
  { trainedAt, durationMs }: ModelRecord,
  { trainIntervalSeconds, now }: RecommendationsDependencies,
): boolean {
  const restMs = Math.max(trainIntervalSeconds * 1_000, REST_FACTOR * durationMs);
  // a cron's minute is not exact to the millisecond
  return now().getTime() - trainedAt.getTime() >= restMs - 1_000;
}
