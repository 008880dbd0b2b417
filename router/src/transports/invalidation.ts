import { createHash, timingSafeEqual } from 'node:crypto';
import { invalidations } from '../caching/invalidation.js';
import type { Engine } from '../engine.js';
import { RequestError } from '../errors/request-error.js';
import { type HttpExchange, sendRefusal } from './http-answer.js';
import { readJsonBody } from './read-http-parameters.js';

export const INVALIDATION_PATH = '/invalidation';

/**
 * `POST /invalidation`, for those who have the key: `caching/invalidation.ts` says what can be asked for. Answers
 * `{"count": <entries that were forgotten>}` when they are.
 *
 * @returns false when the path is another, or nothing is kept, or there is no key; nothing is sent then
 */
export async function serveInvalidation(engine: Engine, exchange: HttpExchange): Promise<boolean> {
  const { caching, config } = engine;
  const key = config.caching.invalidationKey;
  if (exchange.url.pathname !== INVALIDATION_PATH || !caching || key === undefined) return false;
  try {
    const { request, response } = exchange;
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      throw new RequestError('methodNotAllowed', 'Invalidations are sent by POST');
    }
    if (!isSame(request.headers.authorization ?? '', key)) {
      throw new RequestError('apiKeyUnknown', 'The Authorization header must be the invalidation key');
    }
    const asked = invalidations.safeParse(await readJsonBody(request, config.limits.bodyBytes));
    if (!asked.success) throw wrong(asked.error.issues[0]);
    const { schema } = engine.graph.supergraph;
    const count = await caching.invalidate(asked.data, schema).catch((cause) => {
      throw new RequestError('unavailable', 'The cache cannot be reached; nothing is certain to be forgotten', {
        cause,
      });
    });
    engine.logger.info({ requestId: exchange.requestId, invalidations: asked.data, count }, 'invalidation');
    response.writeHead(202, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify({ count }));
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    if (error.cause)
      engine.logger.warn({ requestId: exchange.requestId, error: String(error.cause) }, 'No invalidation');
    sendRefusal(exchange, error, 'application/graphql-response+json');
  }
  return true;
}

function wrong(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined): RequestError {
  const where = issue && issue.path.length > 0 ? ` at "${issue.path.join('.')}"` : '';
  return new RequestError('badRequest', `The body must be a list of invalidations${where}: ${issue?.message}`);
}

/** Takes as long whatever is wrong with it. */
function isSame(given: string, key: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(key));
}
