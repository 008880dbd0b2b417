import type { Stripe } from 'stripe';
import { z } from 'zod';
import { resourceMissing } from '../errors.js';
import { mergeMetadata, metadata, text } from '../http/fields.js';
import { route } from '../http/route.js';
import { newId } from '../ids.js';
import type { Transaction } from '../transaction.js';
import type { ParamsOf } from './params-of.js';

const createParams = z.strictObject({
  description: text.optional(),
  email: text.optional(),
  metadata: metadata.optional(),
  name: text.optional(),
  phone: text.optional(),
} satisfies ParamsOf<Stripe.CustomerCreateParams>);

export const customerRoutes = [
  route({
    method: 'POST',
    path: '/v1/customers',
    returns: 'customer',
    params: createParams,
    handle: ({ tx, params }) => {
      const customer = tx.ledger.customers.put(newCustomer(params, tx.at));
      tx.emit({ type: 'customer.created', data: { object: customer } });
      return customer;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id',
    returns: 'customer',
    params: z.strictObject({}),
    handle: ({ tx, id }) => findCustomer(tx, id, { param: 'id', status: 404 }),
  }),
];

export function findCustomer(tx: Transaction, id: string, blame: { param: string; status: number }): Stripe.Customer {
  const customer = tx.ledger.customers.get(id);
  if (!customer) throw resourceMissing('customer', id, blame);
  return customer;
}

function newCustomer(params: z.output<typeof createParams>, at: number): Stripe.Customer {
  return {
    id: newId('cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: at,
    currency: null,
    default_source: null,
    delinquent: false,
    description: params.description ?? null,
    discount: null,
    email: params.email ?? null,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: mergeMetadata({}, params.metadata ?? null),
    name: params.name ?? null,
    phone: params.phone ?? null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  } satisfies Stripe.Customer;
}
