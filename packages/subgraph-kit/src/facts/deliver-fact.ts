import { request } from 'undici';
import { z } from 'zod';
import type { SubgraphConfig } from '../config.js';
import { failpoint } from '../failpoint.js';
import { CALL_SIGNATURE_HEADER, signCall } from '../trust/signed-call.js';

const delivery = z.object({ to: z.string(), fact: z.looseObject({ id: z.string(), name: z.string() }) });

const DEADLINE_MS = 5_000;

/**
 * Brings one fact to one subscriber's `/events` door.
 *
 * @throws when the subscriber did not take it; the job queue tries again later
 */
export async function deliverFact(config: SubgraphConfig, payload: unknown): Promise<void> {
  const { to, fact } = delivery.parse(payload);
  const peers: Readonly<Record<string, string>> = config.peers;
  const url = peers[to];
  if (!url) throw new Error(`${to.toUpperCase()}_URL is not set: ${fact.name} can't be delivered`);
  const body = JSON.stringify(fact);
  const call = { from: config.name, to, path: '/events', body };
  await failpoint('kit.deliver.before-send', fact.name);
  const response = await request(`${url}/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [CALL_SIGNATURE_HEADER]: await signCall(call, config.serviceSigningKey),
      'x-request-id': fact.id,
    },
    body,
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  await response.body.dump();
  await failpoint('kit.deliver.answered', fact.name);
  if (response.statusCode !== 204) throw new Error(`${to} answered ${response.statusCode} to ${fact.name}`);
}
