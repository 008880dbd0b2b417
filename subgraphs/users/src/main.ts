import { runUntilSignal } from '@souk/subgraph-kit';
import { createUsersApp } from './app.js';
import { readUsersConfig } from './config.js';

await runUntilSignal(async () => createUsersApp(readUsersConfig(process.env)));
