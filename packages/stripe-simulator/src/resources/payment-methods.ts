import type { Stripe } from 'stripe';
import { z } from 'zod';
import { resourceMissing } from '../errors.js';
import { route } from '../http/route.js';
import { newId } from '../ids.js';
import { findTestCard, fingerprintOf, type TestCard } from '../test-cards.js';
import type { Transaction } from '../transaction.js';

export const paymentMethodRoutes = [
  route({
    method: 'GET',
    path: '/v1/payment_methods/:id',
    returns: 'payment_method',
    params: z.strictObject({}),
    handle: ({ tx, id }) => {
      const paymentMethod = tx.ledger.paymentMethods.get(id);
      if (!paymentMethod) throw resourceMissing('PaymentMethod', id, { param: 'payment_method' });
      return paymentMethod;
    },
  }),
];

/**
 * The payment method of an id, or of a test card's token: for a token Stripe makes a new payment method each time.
 *
 * @returns    a payment method that is in the ledger only when it was before; whoever uses it puts it there
 * @throws StripeApiError    400 for an unknown one
 */
export function resolvePaymentMethod(tx: Transaction, idOrToken: string): Stripe.PaymentMethod {
  const known = tx.ledger.paymentMethods.get(idOrToken);
  if (known) return known;
  const card = findTestCard(idOrToken);
  if (!card) throw resourceMissing('PaymentMethod', idOrToken, { param: 'payment_method', status: 400 });
  return newPaymentMethod(card, tx.at);
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
