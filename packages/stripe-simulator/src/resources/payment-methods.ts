import type { Stripe } from 'stripe';
import { z } from 'zod';
import { invalidRequest, resourceMissing } from '../errors.js';
import { address, mergeMetadata, metadata, oneOf, paging, text, unsettableText } from '../http/fields.js';
import { route } from '../http/route.js';
import { newId } from '../ids.js';
import { assertUnspent, attach, detach } from '../payments/save-payment-method.js';
import { findTestCard, findTestCardByCardToken, fingerprintOf, type TestCard } from '../test-cards.js';
import type { Transaction } from '../transaction.js';
import { findCustomer } from './find-customer.js';
import { listPage } from './list-page.js';
import type { ParamsOf } from './params-of.js';

const billingDetails = z.strictObject({
  address: address.optional(),
  email: unsettableText.optional(),
  name: unsettableText.optional(),
  phone: unsettableText.optional(),
} satisfies ParamsOf<Stripe.PaymentMethodCreateParams.BillingDetails>);

/** Cards come as tokens. A card number is refused as an unknown parameter: none ever gets here. */
const createParams = z.strictObject({
  billing_details: billingDetails.optional(),
  card: z.strictObject({ token: text } satisfies ParamsOf<Stripe.PaymentMethodCreateParams.Card>),
  metadata: metadata.optional(),
  type: oneOf(['card']),
} satisfies ParamsOf<Stripe.PaymentMethodCreateParams>);

const listParams = z.strictObject({
  ...paging,
  customer: text.optional(),
  type: oneOf(['card']).optional(),
} satisfies ParamsOf<Stripe.PaymentMethodListParams>);

const ofCustomerParams = z.strictObject({
  ...paging,
  type: oneOf(['card']).optional(),
} satisfies ParamsOf<Stripe.CustomerListPaymentMethodsParams>);

export const paymentMethodRoutes = [
  route({
    method: 'POST',
    path: '/v1/payment_methods',
    returns: 'payment_method',
    params: createParams,
    handle: ({ tx, params }) => createPaymentMethod(tx, params),
  }),
  route({
    method: 'GET',
    path: '/v1/payment_methods',
    returns: 'payment_method',
    isList: true,
    params: listParams,
    handle: ({ tx, params }) => {
      const owned = params.customer === undefined ? [] : savedCards(tx, params.customer);
      return listPage(owned, params, '/v1/payment_methods');
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods',
    returns: 'payment_method',
    isList: true,
    params: ofCustomerParams,
    handle: ({ tx, id, params }) => listPage(savedCards(tx, id), params, `/v1/customers/${id}/payment_methods`),
  }),
  route({
    method: 'GET',
    path: '/v1/payment_methods/:id',
    returns: 'payment_method',
    params: z.strictObject({}),
    handle: ({ tx, id }) => findPaymentMethod(tx, id),
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id',
    returns: 'payment_method',
    params: z.strictObject({
      billing_details: billingDetails.optional(),
      metadata: metadata.optional(),
    } satisfies ParamsOf<Stripe.PaymentMethodUpdateParams>),
    handle: ({ tx, id, params }) => updatePaymentMethod(tx, findPaymentMethod(tx, id), params),
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id/attach',
    returns: 'payment_method',
    params: z.strictObject({ customer: text } satisfies ParamsOf<Stripe.PaymentMethodAttachParams>),
    handle: ({ tx, id, params }) => attachToCustomer(tx, id, params.customer),
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id/detach',
    returns: 'payment_method',
    params: z.strictObject({}),
    handle: ({ tx, id }) => {
      const paymentMethod = findPaymentMethod(tx, id);
      if (paymentMethod.customer !== null) return detach(tx, paymentMethod);
      throw invalidRequest(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
      );
    },
  }),
];

/**
 * The payment method of an id, or of a test card's token: for a token Stripe makes a new payment method each time.
 *
 * @param use    the customer who pays with it, null for none; absent when it is not used to pay
 * @returns    a payment method that is in the ledger only when it was before; whoever uses it puts it there
 * @throws StripeApiError    400 for an unknown one, one that may not be used again, and another customer's
 */
export function resolvePaymentMethod(
  tx: Transaction,
  idOrToken: string,
  use?: { readonly payer: Stripe.PaymentIntent['customer'] },
): Stripe.PaymentMethod {
  const known = tx.ledger.paymentMethods.get(idOrToken);
  if (known) {
    assertUnspent(tx, known);
    if (use) assertPayer(known, use.payer);
    return known;
  }
  const card = findTestCard(idOrToken);
  if (!card) throw resourceMissing('PaymentMethod', idOrToken, { param: 'payment_method', status: 400 });
  return newPaymentMethod(card, tx.at);
}

function assertPayer({ id, customer }: Stripe.PaymentMethod, payer: Stripe.PaymentIntent['customer']): void {
  if (customer === null || customer === payer) return;
  throw invalidRequest(
    `The provided PaymentMethod ${id} belongs to the Customer ${customer}. Please include the Customer in the ` +
      '`customer` parameter on the PaymentIntent.',
    { param: 'payment_method' },
  );
}

function savedCards(tx: Transaction, customerId: string): Stripe.PaymentMethod[] {
  findCustomer(tx, customerId, { param: 'customer', status: 404 });
  return tx.ledger.paymentMethods.newestFirst().filter(({ customer }) => customer === customerId);
}

function createPaymentMethod(tx: Transaction, input: z.output<typeof createParams>): Stripe.PaymentMethod {
  const { token } = input.card;
  const card = findTestCardByCardToken(token);
  if (!card) throw resourceMissing('token', token, { param: 'card[token]', status: 400 });
  const fresh = newPaymentMethod(card, tx.at);
  return tx.ledger.paymentMethods.put({
    ...fresh,
    billing_details: { ...fresh.billing_details, ...input.billing_details },
    metadata: mergeMetadata({}, input.metadata ?? null),
  });
}

function updatePaymentMethod(
  tx: Transaction,
  paymentMethod: Stripe.PaymentMethod,
  input: {
    billing_details?: Partial<Stripe.PaymentMethod.BillingDetails> | undefined;
    metadata?: z.output<typeof metadata> | undefined;
  },
): Stripe.PaymentMethod {
  const { billing_details, metadata: old } = paymentMethod;
  const updated = tx.ledger.paymentMethods.put({
    ...paymentMethod,
    billing_details: { ...billing_details, ...input.billing_details },
    metadata: input.metadata === undefined ? old : mergeMetadata(old ?? {}, input.metadata),
  });
  const previous_attributes = { billing_details, metadata: old };
  tx.emit({ type: 'payment_method.updated', data: { object: updated, previous_attributes } });
  return updated;
}

function attachToCustomer(tx: Transaction, idOrToken: string, customerId: string): Stripe.PaymentMethod {
  findCustomer(tx, customerId, { param: 'customer', status: 400 });
  const paymentMethod = resolvePaymentMethod(tx, idOrToken);
  if (paymentMethod.customer === customerId) return paymentMethod;
  if (paymentMethod.customer !== null) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.');
  }
  return attach(tx, paymentMethod, customerId);
}

function findPaymentMethod(tx: Transaction, id: string): Stripe.PaymentMethod {
  const paymentMethod = tx.ledger.paymentMethods.get(id);
  if (!paymentMethod) throw resourceMissing('PaymentMethod', id, { param: 'payment_method' });
  return paymentMethod;
}
function newPaymentMethod(card: TestCard, at: number): Stripe.PaymentMethod {
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: card.brand === 'amex' ? 'american_express' : card.brand,
      exp_month: 12,
      exp_year: new Date(at * 1000).getUTCFullYear() + 1,
      fingerprint: fingerprintOf(card),
      funding: 'credit',
      generated_from: null,
      last4: card.last4,
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: card.brand !== 'amex' },
      wallet: null,
    },
    created: at,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  } satisfies Stripe.PaymentMethod;
}
