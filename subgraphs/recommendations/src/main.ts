import { runUntilSignal } from '@souk/subgraph-kit';
import { createRecommendationsApp } from './app.js';
import { readRecommendationsConfig } from './config.js';

await runUntilSignal(async () => createRecommendationsApp(readRecommendationsConfig(process.env)));
