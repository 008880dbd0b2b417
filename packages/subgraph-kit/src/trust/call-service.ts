import { request } from 'undici';
import type { z } from 'zod';
import { ServiceUnavailableError } from '../errors.js';
import { CALL_SIGNATURE_HEADER, signCall } from './signed-call.js';

export interface ServiceCall<Answer> {
  readonly from: string;
  readonly to: string;
  /** base URL of the callee */
  readonly url: string | undefined;
  readonly path: string;
  readonly body: unknown;
  readonly answer: z.ZodType<Answer>;
  readonly signingKey: string;
  readonly requestId?: string;
  /** whole call, default 2 000 */
  readonly timeoutMs?: number;
}

/**
 * Asks another subgraph something that must be fresh. Never retried here: the caller knows whether that is safe.
 *
 * @throws ServiceUnavailableError  when it can't be reached in time, refuses, or answers something else than `answer`
 */
export async function callService<Answer>(call: ServiceCall<Answer>): Promise<Answer> {
  if (!call.url) throw new ServiceUnavailableError(call.to, new Error(`${call.to.toUpperCase()}_URL is not set`));
  const body = JSON.stringify(call.body);
  try {
    const response = await request(call.url + call.path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [CALL_SIGNATURE_HEADER]: await signCall({ ...call, body }, call.signingKey),
        ...(call.requestId ? { 'x-request-id': call.requestId } : {}),
      },
      body,
      signal: AbortSignal.timeout(call.timeoutMs ?? 2_000),
    });
    const text = await response.body.text();
    if (response.statusCode !== 200) throw new Error(`${call.to} answered ${response.statusCode}`);
    return call.answer.parse(JSON.parse(text));
  } catch (cause) {
    throw new ServiceUnavailableError(call.to, cause);
  }
}
