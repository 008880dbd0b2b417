import { expect, it } from 'vitest';
import { StreamUntil } from '../authentication/stream-until.js';
import { parseRouterConfig } from '../config/router-config.js';
import { EventQueue } from '../subscriptions/event-queue.js';
import { createEndWithToken } from './end-with-token.js';
import type { Answer } from './outcome.js';

const viewer = { sub: 'u1', scopes: [], claims: { exp: 1 } };
const jwksUrl = 'http://users/jwks.json';

function watched(authentication: Parameters<typeof parseRouterConfig>[0], who: typeof viewer | null): boolean {
  const answers = new EventQueue<Answer>(1, () => ({}));
  const ended = createEndWithToken(parseRouterConfig({ authentication }))(answers, who, 'request-1');
  void ended.return?.();
  expect(ended === answers || ended instanceof StreamUntil).toBe(true);
  return ended !== answers;
}

it('watches the streams of viewers, not those of guests, and none when that is configured', () => {
  expect(watched({ jwksUrl }, viewer)).toBe(true);
  expect(watched({ jwksUrl }, null)).toBe(false);
  expect(watched({ jwksUrl, endExpiredSubscriptions: false }, viewer)).toBe(false);
  expect(watched(undefined, viewer)).toBe(false);
});
