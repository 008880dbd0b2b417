import type { Stripe } from 'stripe';
import { z } from 'zod';
import { resourceMissing } from '../errors.js';
import { createdFilter, flag, mergeMetadata, metadata, paging, text } from '../http/fields.js';
import { route } from '../http/route.js';
import { answerDispute, closeDispute } from '../payments/dispute.js';
import type { Transaction } from '../transaction.js';
import { isCreatedWithin, listPage } from './list-page.js';
import type { ParamsOf } from './params-of.js';

const listParams = z.strictObject({
  ...paging,
  charge: text.optional(),
  created: createdFilter.optional(),
  payment_intent: text.optional(),
} satisfies ParamsOf<Stripe.DisputeListParams>);

const updateParams = z.strictObject({
  evidence: z
    .strictObject({
      access_activity_log: text.optional(),
      billing_address: text.optional(),
      customer_email_address: text.optional(),
      customer_name: text.optional(),
      customer_purchase_ip: text.optional(),
      product_description: text.optional(),
      service_date: text.optional(),
      shipping_address: text.optional(),
      shipping_carrier: text.optional(),
      shipping_date: text.optional(),
      shipping_tracking_number: text.optional(),
      uncategorized_text: text.optional(),
    } satisfies ParamsOf<Stripe.DisputeUpdateParams.Evidence>)
    .optional(),
  metadata: metadata.optional(),
  submit: flag.default(true),
} satisfies ParamsOf<Stripe.DisputeUpdateParams>);

export const disputeRoutes = [
  route({
    method: 'GET',
    path: '/v1/disputes',
    returns: 'dispute',
    isList: true,
    params: listParams,
    handle: ({ tx, params }) => {
      const disputes = tx.ledger.disputes
        .newestFirst()
        .filter(
          (dispute) =>
            isCreatedWithin(dispute.created, params.created) &&
            (params.charge === undefined || dispute.charge === params.charge) &&
            (params.payment_intent === undefined || dispute.payment_intent === params.payment_intent),
        );
      return listPage(disputes, params, '/v1/disputes');
    },
  }),
  route({
    method: 'GET',
    path: '/v1/disputes/:id',
    returns: 'dispute',
    params: z.strictObject({}),
    handle: ({ tx, id }) => findDispute(tx, id),
  }),
  route({
    method: 'POST',
    path: '/v1/disputes/:id',
    returns: 'dispute',
    params: updateParams,
    handle: ({ tx, id, params }) => updateDispute(tx, findDispute(tx, id), params),
  }),
  route({
    method: 'POST',
    path: '/v1/disputes/:id/close',
    returns: 'dispute',
    params: z.strictObject({}),
    handle: ({ tx, id }) => closeDispute(tx, findDispute(tx, id)),
  }),
];

function updateDispute(tx: Transaction, dispute: Stripe.Dispute, input: z.output<typeof updateParams>): Stripe.Dispute {
  const metadata = input.metadata === undefined ? dispute.metadata : mergeMetadata(dispute.metadata, input.metadata);
  const noted = { ...dispute, metadata };
  if (!input.evidence) return tx.ledger.disputes.put(noted);
  return answerDispute(tx, noted, { evidence: definedOf(input.evidence), isSubmitted: input.submit });
}

function definedOf(evidence: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(evidence).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function findDispute(tx: Transaction, id: string): Stripe.Dispute {
  const dispute = tx.ledger.disputes.get(id);
  if (!dispute) throw resourceMissing('dispute', id, { param: 'dispute' });
  return dispute;
}
