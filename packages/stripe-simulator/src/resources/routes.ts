import { balanceTransactionRoutes } from './balance-transactions.js';
import { chargeRoutes } from './charges.js';
import { customerRoutes } from './customers.js';
import { disputeRoutes } from './disputes.js';
import { eventRoutes } from './events.js';
import { paymentIntentRoutes } from './payment-intents.js';
import { paymentMethodRoutes } from './payment-methods.js';
import { refundRoutes } from './refunds.js';
import { webhookEndpointRoutes } from './webhook-endpoints.js';

/** Every endpoint of the API. */
export const routes = [
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...balanceTransactionRoutes,
  ...customerRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
];
