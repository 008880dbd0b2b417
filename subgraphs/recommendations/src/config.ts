import { type Environment, parseEnvironment, readSubgraphConfig, type SubgraphConfig } from '@souk/subgraph-kit';
import { z } from 'zod';

const shape = z.object({
  RECOMMENDATIONS_TRAIN_INTERVAL_SECONDS: z.coerce.number().int().min(60).max(86_400).default(60),
  RECOMMENDATIONS_MODEL_POLL_SECONDS: z.coerce.number().int().min(1).max(3_600).default(10),
});

export interface RecommendationsConfig extends SubgraphConfig {
  /** from the end of one training to the next; looked at once a minute */
  readonly trainIntervalSeconds: number;
  /** how often a process looks whether another has trained a newer model */
  readonly modelPollSeconds: number;
}

/** @throws Error  naming every variable that is missing or wrong */
export function readRecommendationsConfig(env: Environment): RecommendationsConfig {
  const common = readSubgraphConfig(env, { name: 'recommendations', defaultPort: 4006 });
  const own = parseEnvironment(shape, env);
  return {
    ...common,
    trainIntervalSeconds: own.RECOMMENDATIONS_TRAIN_INTERVAL_SECONDS,
    modelPollSeconds: own.RECOMMENDATIONS_MODEL_POLL_SECONDS,
  };
}
