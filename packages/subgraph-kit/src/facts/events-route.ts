import type { SubgraphConfig } from '../config.js';
import type { Drizzle } from '../data/open-database.js';
import { errorReply, type Reply, type Route } from '../http/route.js';
import { signedRoute } from '../http/service-route.js';
import type { Metrics } from '../watching/metrics.js';
import { type Listener, type Reception, receiveFact } from './events-door.js';

/** `POST /events`: 204 when the fact was acted on, now or before; anything else makes the sender try again. */
export function eventsRoute<Tables extends Record<string, unknown>>(facts: {
  config: SubgraphConfig;
  db: Drizzle<Tables>;
  listeners: readonly Listener<Parameters<Parameters<Drizzle<Tables>['transaction']>[0]>[0]>[];
  metrics: Metrics;
}): Route {
  return signedRoute(facts.config, '/events', async (body) => {
    const reception = await receiveFact(facts.db, facts.listeners, body);
    facts.metrics.factsReceived.inc({ event: nameOf(body), reception });
    return REPLIES[reception];
  });
}

const REPLIES: Readonly<Record<Reception, Reply>> = {
  acted: { status: 204 },
  'seen before': { status: 204 },
  'nobody listens': errorReply(404, {
    code: 'NOT_FOUND',
    ref: 'RES_001',
    message: 'Nobody listens to this event here',
  }),
  malformed: errorReply(400, { code: 'BAD_USER_INPUT', ref: 'VAL_001', message: 'Not an event' }),
};

function nameOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'name' in body ? String(body.name).slice(0, 60) : 'unknown';
}
