import { runUntilSignal } from '@souk/subgraph-kit';
import { createOrdersApp } from './app.js';
import { readOrdersConfig } from './config.js';

await runUntilSignal(async () => createOrdersApp(readOrdersConfig(process.env)));
