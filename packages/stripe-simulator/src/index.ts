export { type StripeSimulator, type StripeSimulatorOptions, startStripeSimulator } from './stripe-simulator.js';
export type { TestCard } from './test-cards.js';
