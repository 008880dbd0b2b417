import type { Stripe } from 'stripe';
import { z } from 'zod';
import { invalidRequest, resourceMissing, type StripeApiError } from '../errors.js';
import { createdFilter, integer, mergeMetadata, metadata, oneOf, paging, text } from '../http/fields.js';
import { route } from '../http/route.js';
import { assertLastDigit, formatAmount } from '../payments/amounts.js';
import { isChargedBack } from '../payments/dispute.js';
import { refundable, refundCharge } from '../payments/refund-charge.js';
import type { Transaction } from '../transaction.js';
import { findCharge } from './charges.js';
import { isCreatedWithin, listPage } from './list-page.js';
import type { ParamsOf } from './params-of.js';

const createParams = z.strictObject({
  amount: integer({ min: 1 }).optional(),
  charge: text.optional(),
  metadata: metadata.optional(),
  payment_intent: text.optional(),
  reason: oneOf(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
} satisfies ParamsOf<Stripe.RefundCreateParams>);

const listParams = z.strictObject({
  ...paging,
  charge: text.optional(),
  created: createdFilter.optional(),
  payment_intent: text.optional(),
} satisfies ParamsOf<Stripe.RefundListParams>);

export const refundRoutes = [
  route({
    method: 'POST',
    path: '/v1/refunds',
    returns: 'refund',
    params: createParams,
    handle: ({ tx, params }) => createRefund(tx, params),
  }),
  route({
    method: 'GET',
    path: '/v1/refunds',
    returns: 'refund',
    isList: true,
    params: listParams,
    handle: ({ tx, params }) => {
      const refunds = tx.ledger.refunds
        .newestFirst()
        .filter(
          (refund) =>
            isCreatedWithin(refund.created, params.created) &&
            (params.charge === undefined || refund.charge === params.charge) &&
            (params.payment_intent === undefined || refund.payment_intent === params.payment_intent),
        );
      return listPage(refunds, params, '/v1/refunds');
    },
  }),
  route({
    method: 'GET',
    path: '/v1/refunds/:id',
    returns: 'refund',
    params: z.strictObject({}),
    handle: ({ tx, id }) => {
      return findRefund(tx, id);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/refunds/:id',
    returns: 'refund',
    params: z.strictObject({ metadata: metadata.optional() } satisfies ParamsOf<Stripe.RefundUpdateParams>),
    handle: ({ tx, id, params }) => updateRefund(tx, findRefund(tx, id), params.metadata ?? {}),
  }),
  route({
    method: 'POST',
    path: '/v1/refunds/:id/cancel',
    returns: 'refund',
    params: z.strictObject({}),
    handle: ({ tx, id }) => {
      throw notCancelable(findRefund(tx, id));
    },
  }),
];

function findRefund(tx: Transaction, id: string): Stripe.Refund {
  const refund = tx.ledger.refunds.get(id);
  if (!refund) throw resourceMissing('refund', id, { param: 'id' });
  return refund;
}

function updateRefund(tx: Transaction, refund: Stripe.Refund, update: z.output<typeof metadata>): Stripe.Refund {
  const old = refund.metadata ?? {};
  const updated = tx.ledger.refunds.put({ ...refund, metadata: mergeMetadata(old, update) });
  const data = { object: updated, previous_attributes: { metadata: old } };
  tx.emit({ type: 'refund.updated', data });
  tx.emit({ type: 'charge.refund.updated', data });
  return updated;
}

/** Only refunds that wait for their buyer can be canceled, and those of cards never do. */
function notCancelable({ id, status }: Stripe.Refund): StripeApiError {
  return invalidRequest(
    `The refund ${id} cannot be canceled because it has a status of ${status}. Only a refund with a status of ` +
      'requires_action can be canceled.',
  );
}

function createRefund(tx: Transaction, params: z.output<typeof createParams>): Stripe.Refund {
  const charge = chargeToRefund(tx, params);
  if (isChargedBack(tx, charge)) {
    throw invalidRequest(`The charge ${charge.id} has been charged back and cannot be refunded.`, {
      code: 'charge_disputed',
    });
  }
  const left = refundable(charge);
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  }
  const amount = params.amount ?? left;
  // Stripe sends no `code` with this one, only the parameter
  if (amount > left) {
    const [asked, available] = [formatAmount(amount, charge.currency), formatAmount(left, charge.currency)];
    throw invalidRequest(`Refund amount (${asked}) is greater than unrefunded amount on charge (${available})`, {
      param: 'amount',
    });
  }
  assertLastDigit(amount, charge.currency);
  return refundCharge(tx, charge, {
    amount,
    reason: params.reason ?? null,
    metadata: mergeMetadata({}, params.metadata ?? null),
    type: 'refund',
  });
}

function chargeToRefund(tx: Transaction, params: z.output<typeof createParams>): Stripe.Charge {
  const { charge: chargeId, payment_intent: intentId } = params;
  if (chargeId !== undefined && intentId !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: charge, payment_intent.', {
      code: 'parameters_exclusive',
    });
  }
  if (chargeId !== undefined) return capturedCharge(findCharge(tx, chargeId, { param: 'charge', status: 404 }));
  if (intentId === undefined) {
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.', {
      code: 'parameter_missing',
    });
  }
  const intent = tx.ledger.paymentIntents.get(intentId);
  if (!intent) throw resourceMissing('payment_intent', intentId, { param: 'payment_intent' });
  if (intent.amount_received === 0) {
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
  }
  return findCharge(tx, String(intent.latest_charge), { param: 'payment_intent', status: 404 });
}

function capturedCharge(charge: Stripe.Charge): Stripe.Charge {
  if (charge.amount_captured > 0) return charge;
  throw invalidRequest(`Charge ${charge.id} was not captured and cannot be refunded.`, {
    code: 'charge_not_refundable',
    param: 'charge',
  });
}
