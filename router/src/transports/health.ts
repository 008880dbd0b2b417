import type { Engine } from '../engine.js';
import type { JsonRecord } from '../json-record.js';
import type { HttpExchange } from './http-answer.js';

/**
 * `/health/live`: the process answers. `/health/ready`: it takes requests; Redis being away is shown and is no reason not
 * to, nor is a new supergraph that could not be loaded. `/metrics`: for Prometheus.
 *
 * @returns false when the path is none of these; nothing is sent then
 */
export async function serveHealth(engine: Engine, draining: AbortSignal, exchange: HttpExchange): Promise<boolean> {
  const { response, url } = exchange;
  switch (url.pathname) {
    case '/health/live':
      send(exchange, 200, { status: 'up' });
      return true;
    case '/health/ready': {
      const redis = await engine.persistedQueries.health();
      const status = draining.aborted ? 'draining' : 'up';
      const supergraph = engine.supergraphStatus;
      send(exchange, draining.aborted ? 503 : 200, { status, supergraph, ...(redis && { redis }) });
      return true;
    }
    case '/metrics':
      response.writeHead(200, { 'content-type': engine.metrics.registry.contentType });
      response.end(await engine.metrics.registry.metrics());
      return true;
    default:
      return false;
  }
}

function send({ response }: HttpExchange, status: number, state: JsonRecord): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(state));
}
