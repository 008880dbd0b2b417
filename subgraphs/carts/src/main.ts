import { runUntilSignal } from '@souk/subgraph-kit';
import { createCartsApp } from './app.js';
import { readCartsConfig } from './config.js';

await runUntilSignal(async () => createCartsApp(readCartsConfig(process.env)));
