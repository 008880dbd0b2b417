import type { Stripe } from 'stripe';
import { z } from 'zod';
import { resourceMissing } from '../errors.js';
import { address, createdFilter, mergeMetadata, metadata, paging, text, unsettableText } from '../http/fields.js';
import { route } from '../http/route.js';
import { newId } from '../ids.js';
import { attach, detach } from '../payments/save-payment-method.js';
import type { Transaction } from '../transaction.js';
import { findCustomer } from './find-customer.js';
import { isCreatedWithin, listPage } from './list-page.js';
import type { ParamsOf } from './params-of.js';
import { resolvePaymentMethod } from './payment-methods.js';

const details = {
  address: address.optional(),
  description: unsettableText.optional(),
  email: unsettableText.optional(),
  metadata: metadata.optional(),
  name: unsettableText.optional(),
  phone: unsettableText.optional(),
};

const createParams = z.strictObject({
  ...details,
  payment_method: text.optional(),
} satisfies ParamsOf<Stripe.CustomerCreateParams>);

const updateParams = z.strictObject({
  ...details,
  invoice_settings: z
    .strictObject({ default_payment_method: unsettableText.optional() } satisfies ParamsOf<
      Stripe.CustomerUpdateParams['invoice_settings'] & object
    >)
    .optional(),
} satisfies ParamsOf<Stripe.CustomerUpdateParams>);

const listParams = z.strictObject({
  ...paging,
  created: createdFilter.optional(),
  email: text.optional(),
} satisfies ParamsOf<Stripe.CustomerListParams>);

export const customerRoutes = [
  route({
    method: 'POST',
    path: '/v1/customers',
    returns: 'customer',
    params: createParams,
    handle: ({ tx, params }) => createCustomer(tx, params),
  }),
  route({
    method: 'GET',
    path: '/v1/customers',
    returns: 'customer',
    isList: true,
    params: listParams,
    handle: ({ tx, params }) => {
      const customers = tx.ledger.customers
        .newestFirst()
        .filter((customer) => isKept(customer))
        .filter(
          (customer) =>
            isCreatedWithin(customer.created, params.created) &&
            (params.email === undefined || customer.email === params.email),
        );
      return listPage(customers, params, '/v1/customers');
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id',
    returns: 'customer',
    params: z.strictObject({}),
    handle: ({ tx, id }) => {
      const customer = tx.ledger.customers.get(id);
      if (!customer) throw resourceMissing('customer', id, { param: 'id' });
      return customer;
    },
  }),
  route({
    method: 'POST',
    path: '/v1/customers/:id',
    returns: 'customer',
    params: updateParams,
    handle: ({ tx, id, params }) => updateCustomer(tx, findCustomer(tx, id, { param: 'id', status: 404 }), params),
  }),
  route({
    method: 'DELETE',
    path: '/v1/customers/:id',
    returns: 'customer',
    params: z.strictObject({}),
    handle: ({ tx, id }) => deleteCustomer(tx, findCustomer(tx, id, { param: 'id', status: 404 })),
  }),
];

function createCustomer(tx: Transaction, input: z.output<typeof createParams>): Stripe.Customer {
  const paymentMethod = input.payment_method ? resolvePaymentMethod(tx, input.payment_method) : undefined;
  const customer = newCustomer(input, tx.at);
  tx.ledger.customers.put(customer);
  tx.emit({ type: 'customer.created', data: { object: customer } });
  if (paymentMethod) attach(tx, paymentMethod, customer.id);
  return customer;
}

function updateCustomer(
  tx: Transaction,
  customer: Stripe.Customer,
  input: z.output<typeof updateParams>,
): Stripe.Customer {
  const { address = customer.address, description = customer.description, email = customer.email } = input;
  const { name = customer.name, phone = customer.phone } = input;
  const metadata = input.metadata === undefined ? customer.metadata : mergeMetadata(customer.metadata, input.metadata);
  const { default_payment_method = customer.invoice_settings.default_payment_method } = input.invoice_settings ?? {};
  if (typeof default_payment_method === 'string') assertOwn(tx, customer, default_payment_method);
  const invoice_settings = { ...customer.invoice_settings, default_payment_method };
  const updated = { ...customer, address, description, email, invoice_settings, metadata, name, phone };
  tx.ledger.customers.put(updated);
  tx.emit({ type: 'customer.updated', data: { object: updated, previous_attributes: changesOf(customer, updated) } });
  return updated;
}

function assertOwn(tx: Transaction, customer: Stripe.Customer, id: string): void {
  if (tx.ledger.paymentMethods.get(id)?.customer === customer.id) return;
  throw resourceMissing('PaymentMethod', id, { param: 'invoice_settings[default_payment_method]', status: 400 });
}

/** What it was before, of what has changed. */
function changesOf(before: Stripe.Customer, after: Stripe.Customer): Partial<Stripe.Customer> {
  const current = new Map<string, unknown>(Object.entries(after));
  const changed = Object.entries(before).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(current.get(name)),
  );
  return Object.fromEntries(changed);
}

/** Cards saved with the customer go with it; what it has paid stays. */
function deleteCustomer(tx: Transaction, customer: Stripe.Customer): Stripe.DeletedCustomer {
  for (const paymentMethod of tx.ledger.paymentMethods.oldestFirst()) {
    if (paymentMethod.customer === customer.id) detach(tx, paymentMethod);
  }
  const deleted = { id: customer.id, object: 'customer', deleted: true } as const;
  tx.ledger.customers.put(deleted);
  tx.emit({ type: 'customer.deleted', data: { object: customer } });
  return deleted;
}

function isKept(customer: Stripe.Customer | Stripe.DeletedCustomer): customer is Stripe.Customer {
  return !customer.deleted;
}

function newCustomer(params: z.output<typeof createParams>, at: number): Stripe.Customer {
  return {
    id: newId('cus', 14),
    object: 'customer',
    address: params.address ?? null,
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
