import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { EXPANDABLE } from '../expand.js';
import { stripeTypes } from '../testing/expect-stripe-shape.js';
import { routes } from './routes.js';

/** The request type of each endpoint, as the package names it. */
const REQUEST_TYPES: Readonly<Record<string, string>> = {
  'GET /v1/balance_transactions': 'BalanceTransactionListParams',
  'GET /v1/balance_transactions/:id': 'BalanceTransactionRetrieveParams',
  'GET /v1/charges': 'ChargeListParams',
  'GET /v1/charges/:id': 'ChargeRetrieveParams',
  'DELETE /v1/customers/:id': 'CustomerDeleteParams',
  'GET /v1/customers': 'CustomerListParams',
  'GET /v1/customers/:id': 'CustomerRetrieveParams',
  'GET /v1/customers/:id/payment_methods': 'CustomerListPaymentMethodsParams',
  'POST /v1/customers': 'CustomerCreateParams',
  'POST /v1/customers/:id': 'CustomerUpdateParams',
  'GET /v1/disputes': 'DisputeListParams',
  'GET /v1/disputes/:id': 'DisputeRetrieveParams',
  'POST /v1/disputes/:id': 'DisputeUpdateParams',
  'POST /v1/disputes/:id/close': 'DisputeCloseParams',
  'GET /v1/events': 'EventListParams',
  'GET /v1/events/:id': 'EventRetrieveParams',
  'GET /v1/payment_intents': 'PaymentIntentListParams',
  'GET /v1/payment_intents/:id': 'PaymentIntentRetrieveParams',
  'POST /v1/payment_intents': 'PaymentIntentCreateParams',
  'POST /v1/payment_intents/:id': 'PaymentIntentUpdateParams',
  'POST /v1/payment_intents/:id/cancel': 'PaymentIntentCancelParams',
  'POST /v1/payment_intents/:id/capture': 'PaymentIntentCaptureParams',
  'POST /v1/payment_intents/:id/confirm': 'PaymentIntentConfirmParams',
  'GET /v1/payment_methods': 'PaymentMethodListParams',
  'GET /v1/payment_methods/:id': 'PaymentMethodRetrieveParams',
  'POST /v1/payment_methods': 'PaymentMethodCreateParams',
  'POST /v1/payment_methods/:id': 'PaymentMethodUpdateParams',
  'POST /v1/payment_methods/:id/attach': 'PaymentMethodAttachParams',
  'POST /v1/payment_methods/:id/detach': 'PaymentMethodDetachParams',
  'GET /v1/refunds': 'RefundListParams',
  'GET /v1/refunds/:id': 'RefundRetrieveParams',
  'POST /v1/refunds': 'RefundCreateParams',
  'POST /v1/refunds/:id': 'RefundUpdateParams',
  'POST /v1/refunds/:id/cancel': 'RefundCancelParams',
  'DELETE /v1/webhook_endpoints/:id': 'WebhookEndpointDeleteParams',
  'GET /v1/webhook_endpoints': 'WebhookEndpointListParams',
  'POST /v1/webhook_endpoints': 'WebhookEndpointCreateParams',
};

/** What is read and is not in the types: a parameter of browsers, and one that is refused because it was withdrawn. */
const OUTSIDE_THE_TYPES = [
  'POST /v1/payment_intents payment_method_types',
  'POST /v1/payment_intents/:id payment_method_types',
  'POST /v1/payment_intents/:id/confirm client_secret',
  'POST /v1/payment_intents/:id/confirm payment_method_types',
];

const TYPE_OF_KIND: Readonly<Record<string, string>> = {
  balance_transaction: 'BalanceTransaction',
  charge: 'Charge',
  customer: 'Customer',
  dispute: 'Dispute',
  event: 'EventBase',
  payment_intent: 'PaymentIntent',
  payment_method: 'PaymentMethod',
  refund: 'Refund',
  webhook_endpoint: 'WebhookEndpoint',
};

describe('the parameters of every endpoint', () => {
  it('exist in the request types of the package, nested ones too', () => {
    const accepted = routes.flatMap(({ method, path, params }) =>
      [...pathsIn(params)].map((parameter) => ({ endpoint: `${method} ${path}`, parameter })),
    );
    expect(accepted.length).toBeGreaterThan(150);
    const unknown = accepted.filter(
      ({ endpoint, parameter }) => !stripeTypes.hasField(typeOf(endpoint), parameter.split('.')),
    );
    expect(unknown.map(({ endpoint, parameter }) => `${endpoint} ${parameter}`).sort()).toEqual(OUTSIDE_THE_TYPES);
  });

  it('are seen when they are nested, and missed when the package has none of that name', () => {
    expect(stripeTypes.hasField('PaymentIntentCreateParams', ['payment_method_options', 'card', 'nothing'])).toBe(
      false,
    );
    const { params } = routes.find(({ method, path }) => method === 'POST' && path === '/v1/payment_intents')!;
    expect([...pathsIn(params)]).toEqual(
      expect.arrayContaining(['amount', 'payment_method_options.card.request_multicapture', 'metadata']),
    );
  });

  it('may all be expanded where they say so', () => {
    const fields = Object.entries(EXPANDABLE).flatMap(([kind, names]) =>
      Object.keys(names).map((name) => [TYPE_OF_KIND[kind], name] as const),
    );
    expect(fields.length).toBeGreaterThan(10);
    expect(fields.filter(([type, name]) => !stripeTypes.hasField(String(type), [name, 'object']))).toEqual([]);
  });
});

function typeOf(endpoint: string): string {
  const type = REQUEST_TYPES[endpoint];
  if (!type) throw new Error(`Add the request type of ${endpoint}`);
  return type;
}

/** Every name a parser knows, with dots; the items of a list stand under `[]`. */
function* pathsIn(schema: z.core.$ZodType): Iterable<string> {
  const { def } = schema._zod as { def: z.core.$ZodTypes['_zod']['def'] };
  switch (def.type) {
    case 'object':
      for (const [name, member] of Object.entries(def.shape)) {
        yield name;
        for (const below of pathsIn(member)) yield `${name}.${below}`;
      }
      return;
    case 'array':
      for (const below of pathsIn(def.element)) yield `[].${below}`;
      return;
    case 'union':
      for (const option of def.options) yield* pathsIn(option);
      return;
    case 'pipe':
      yield* pathsIn(def.in);
      yield* pathsIn(def.out);
      return;
    case 'optional':
    case 'default':
      yield* pathsIn(def.innerType);
  }
}
