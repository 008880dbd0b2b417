import type { Stripe } from 'stripe';
import { z } from 'zod';
import { resourceMissing } from '../errors.js';
import { createdFilter, paging, text } from '../http/fields.js';
import { route } from '../http/route.js';
import type { Transaction } from '../transaction.js';
import { isCreatedWithin, listPage } from './list-page.js';
import type { ParamsOf } from './params-of.js';

const listParams = z.strictObject({
  ...paging,
  created: createdFilter.optional(),
  customer: text.optional(),
  payment_intent: text.optional(),
} satisfies ParamsOf<Stripe.ChargeListParams>);

export const chargeRoutes = [
  route({
    method: 'GET',
    path: '/v1/charges',
    returns: 'charge',
    isList: true,
    params: listParams,
    handle: ({ tx, params }) => {
      const charges = tx.ledger.charges
        .newestFirst()
        .filter(
          (charge) =>
            isCreatedWithin(charge.created, params.created) &&
            (params.customer === undefined || charge.customer === params.customer) &&
            (params.payment_intent === undefined || charge.payment_intent === params.payment_intent),
        );
      return listPage(charges, params, '/v1/charges');
    },
  }),
  route({
    method: 'GET',
    path: '/v1/charges/:id',
    returns: 'charge',
    params: z.strictObject({}),
    handle: ({ tx, id }) => findCharge(tx, id, { param: 'id', status: 404 }),
  }),
];

export function findCharge(tx: Transaction, id: string, blame: { param: string; status: number }): Stripe.Charge {
  const charge = tx.ledger.charges.get(id);
  if (!charge) throw resourceMissing('charge', id, blame);
  return charge;
}
