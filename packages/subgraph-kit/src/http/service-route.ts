import type { z } from 'zod';
import type { SubgraphConfig } from '../config.js';
import { RefusedError } from '../errors.js';
import { CALL_SIGNATURE_HEADER, verifyCall } from '../trust/signed-call.js';
import { BodyTooLargeError, readBody } from './read-body.js';
import { errorReply, jsonReply, type Reply, type Route } from './route.js';

const MAX_BYTES = 1_000_000;

/** A door for Souk's own services: the call's signature is checked and its body parsed before `answer` sees it. */
export function serviceRoute<Ask>(
  config: SubgraphConfig,
  path: string,
  ask: z.ZodType<Ask>,
  answer: (ask: Ask, from: string) => Promise<unknown>,
): Route {
  return signedRoute(config, path, async (body, from) => {
    const parsed = ask.safeParse(body);
    if (!parsed.success) return errorReply(400, { code: 'BAD_USER_INPUT', ref: 'VAL_001', message: 'Malformed call' });
    return jsonReply(200, await answer(parsed.data, from));
  });
}

/** The part of a service door that knows nothing of what is asked. */
export function signedRoute(
  config: SubgraphConfig,
  path: string,
  reply: (body: unknown, from: string) => Promise<Reply>,
): Route {
  return {
    method: 'POST',
    path,
    async handle(request) {
      try {
        const body = await readBody(request, MAX_BYTES);
        const signature = request.headers[CALL_SIGNATURE_HEADER];
        const from = await verifyCall({ to: config.name, path, body }, signature, config.serviceSigningKey);
        return await reply(JSON.parse(body), from);
      } catch (error) {
        return refusal(error);
      }
    },
  };
}

function refusal(error: unknown): Reply {
  if (error instanceof RefusedError) {
    const status = { UNAUTHENTICATED: 401, NOT_FOUND: 404, CONFLICT: 409, SERVICE_UNAVAILABLE: 503 }[error.code] ?? 400;
    return errorReply(status, error);
  }
  if (error instanceof SyntaxError)
    return errorReply(400, { code: 'BAD_REQUEST', ref: 'VAL_004', message: 'Not JSON' });
  if (error instanceof BodyTooLargeError) {
    return errorReply(413, { code: 'BAD_REQUEST', ref: 'VAL_004', message: error.message });
  }
  throw error;
}
