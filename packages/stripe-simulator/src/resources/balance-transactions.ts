import type { Stripe } from 'stripe';
import { z } from 'zod';
import { resourceMissing } from '../errors.js';
import { createdFilter, paging, text } from '../http/fields.js';
import { route } from '../http/route.js';
import { isCreatedWithin, listPage } from './list-page.js';
import type { ParamsOf } from './params-of.js';

const listParams = z.strictObject({
  ...paging,
  created: createdFilter.optional(),
  currency: text.optional(),
  source: text.optional(),
  type: text.optional(),
} satisfies ParamsOf<Stripe.BalanceTransactionListParams>);

export const balanceTransactionRoutes = [
  route({
    method: 'GET',
    path: '/v1/balance_transactions',
    returns: 'balance_transaction',
    isList: true,
    params: listParams,
    handle: ({ tx, params }) => {
      const booked = tx.ledger.balanceTransactions
        .newestFirst()
        .filter(
          (transaction) =>
            isCreatedWithin(transaction.created, params.created) &&
            (params.currency === undefined || transaction.currency === params.currency) &&
            (params.source === undefined || transaction.source === params.source) &&
            (params.type === undefined || transaction.type === params.type),
        );
      return listPage(booked, params, '/v1/balance_transactions');
    },
  }),
  route({
    method: 'GET',
    path: '/v1/balance_transactions/:id',
    returns: 'balance_transaction',
    params: z.strictObject({}),
    handle: ({ tx, id }) => {
      const booked = tx.ledger.balanceTransactions.get(id);
      if (!booked) throw resourceMissing('balance transaction', id, { param: 'id' });
      return booked;
    },
  }),
];
