import { once } from 'node:events';
import { readConfig } from './config.js';
import { startStripeSimulator } from './stripe-simulator.js';

try {
  await using simulator = await startStripeSimulator(readConfig(process.env));
  console.log(`Stripe simulator at ${simulator.url}, publishable key ${simulator.publishableKey}`);
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
