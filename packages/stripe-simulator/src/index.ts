export type { ClockReading, Control } from './control/control.js';
export type { FaultInput, FaultStatus } from './faults/fault.js';
export { type StripeSimulator, type StripeSimulatorOptions, startStripeSimulator } from './stripe-simulator.js';
export type { TestCard } from './test-cards.js';
export type { ForgedDelivery } from './webhooks/dispatcher.js';
export type { Movement } from './witness/movement.js';
export type { WitnessReport } from './witness/witness.js';
