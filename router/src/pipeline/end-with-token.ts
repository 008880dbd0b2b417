import { ExpiryWatch } from '../authentication/expiry-watch.js';
import { StreamUntil } from '../authentication/stream-until.js';
import { expiryOf } from '../authentication/token-verifier.js';
import type { RouterConfig } from '../config/router-config.js';
import { clientError } from '../errors/client-error.js';
import type { Viewer } from './operation-request.js';
import type { Answer } from './outcome.js';

/** The answers to a subscription until its viewer's token expires; then an error that says so, and the end. */
export type EndWithToken = (
  answers: AsyncIterableIterator<Answer>,
  viewer: Viewer | null,
  requestId: string,
) => AsyncIterableIterator<Answer>;

export function createEndWithToken({ authentication }: RouterConfig): EndWithToken {
  if (!authentication?.endExpiredSubscriptions) return (answers) => answers;
  const { clockToleranceSeconds } = authentication;
  const watch = new ExpiryWatch();
  const expired = { reason: 'tokenInvalid', message: 'The access token has expired' } as const;

  return (answers, viewer, requestId) => {
    if (!viewer) return answers;
    const last = () => ({ errors: [clientError({ ...expired, requestId })] });
    return new StreamUntil({ events: answers, watch, endsAt: expiryOf(viewer, clockToleranceSeconds), last });
  };
}
