import { runUntilSignal } from '@souk/subgraph-kit';
import { createProductsApp } from './app.js';
import { readProductsConfig } from './config.js';

await runUntilSignal(async () => createProductsApp(readProductsConfig(process.env)));
