import type { Stripe } from 'stripe';
import { z } from 'zod';
import { resourceMissing } from '../errors.js';
import { createdFilter, flag, list, paging, text } from '../http/fields.js';
import { route } from '../http/route.js';
import { matchesType } from '../webhooks/event-type.js';
import { isCreatedWithin, listPage } from './list-page.js';
import type { ParamsOf } from './params-of.js';

const listParams = z.strictObject({
  ...paging,
  created: createdFilter.optional(),
  delivery_success: flag.optional(),
  type: text.optional(),
  types: list(text).optional(),
} satisfies ParamsOf<Stripe.EventListParams>);

export const eventRoutes = [
  route({
    method: 'GET',
    path: '/v1/events',
    returns: 'event',
    isList: true,
    params: listParams,
    handle: ({ tx, params }) => {
      const events = tx.ledger.events.newestFirst().filter((event) => passes(event, params));
      return listPage(events, params, '/v1/events');
    },
  }),
  route({
    method: 'GET',
    path: '/v1/events/:id',
    returns: 'event',
    params: z.strictObject({}),
    handle: ({ tx, id }) => {
      const event = tx.ledger.events.get(id);
      if (!event) throw resourceMissing('event', id, { param: 'id' });
      return event;
    },
  }),
];

function passes(event: Stripe.Event, params: z.output<typeof listParams>): boolean {
  const { created, delivery_success, type, types } = params;
  return (
    isCreatedWithin(event.created, created) &&
    (delivery_success === undefined || delivery_success === (event.pending_webhooks === 0)) &&
    (type === undefined || matchesType(event.type, type)) &&
    (types === undefined || types.includes(event.type))
  );
}
