import { runUntilSignal } from '@souk/subgraph-kit';
import { createInventoryApp } from './app.js';
import { readInventoryConfig } from './config.js';

await runUntilSignal(async () => createInventoryApp(readInventoryConfig(process.env)));
