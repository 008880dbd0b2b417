import type { Stripe } from 'stripe';
import { z } from 'zod';
import { resourceMissing } from '../errors.js';
import { list, mergeMetadata, metadata, paging, text, webUrl } from '../http/fields.js';
import { route } from '../http/route.js';
import { newId, randomText } from '../ids.js';
import { listPage } from './list-page.js';
import type { ParamsOf } from './params-of.js';

const createParams = z.strictObject({
  description: text.optional(),
  enabled_events: list(text).refine((types) => types.length > 0, 'enabled_events must name at least one event type'),
  metadata: metadata.optional(),
  url: webUrl,
} satisfies ParamsOf<Stripe.WebhookEndpointCreateParams>);

export const webhookEndpointRoutes = [
  route({
    method: 'POST',
    path: '/v1/webhook_endpoints',
    returns: 'webhook_endpoint',
    params: createParams,
    handle: ({ tx, params }) =>
      tx.ledger.webhookEndpoints.put(
        newWebhookEndpoint({
          url: params.url,
          secret: `whsec_${randomText(32)}`,
          at: tx.at,
          enabledEvents: params.enabled_events,
          description: params.description,
          metadata: mergeMetadata({}, params.metadata ?? null),
        }),
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/webhook_endpoints',
    returns: 'webhook_endpoint',
    isList: true,
    params: z.strictObject(paging),
    handle: ({ tx, params }) => {
      const endpoints = tx.ledger.webhookEndpoints.newestFirst().map(withoutSecret);
      return listPage(endpoints, params, '/v1/webhook_endpoints');
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/webhook_endpoints/:id',
    returns: 'webhook_endpoint',
    params: z.strictObject({}),
    handle: ({ tx, id }) => {
      if (!tx.ledger.webhookEndpoints.get(id)) throw resourceMissing('webhook endpoint', id, { param: 'id' });
      tx.ledger.webhookEndpoints.remove(id);
      return { id, object: 'webhook_endpoint', deleted: true } satisfies Stripe.DeletedWebhookEndpoint;
    },
  }),
];

interface EndpointDraft {
  readonly url: string;
  readonly secret: string;
  readonly at: number;
  readonly enabledEvents: string[];
  readonly description?: string | undefined;
  readonly metadata?: Stripe.Metadata;
}

export function newWebhookEndpoint(draft: EndpointDraft): Stripe.WebhookEndpoint {
  return {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created: draft.at,
    description: draft.description ?? null,
    enabled_events: draft.enabledEvents,
    livemode: false,
    metadata: draft.metadata ?? {},
    secret: draft.secret,
    status: 'enabled',
    url: draft.url,
  } satisfies Stripe.WebhookEndpoint;
}

/** The secret is told once, to whoever creates the endpoint. */
function withoutSecret({ secret: _, ...endpoint }: Stripe.WebhookEndpoint): Stripe.WebhookEndpoint {
  return endpoint;
}
