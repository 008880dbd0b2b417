import { jsonReply, type Route } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';

/** `GET /.well-known/jwks.json`: the public half of what signs access tokens. RFC 7517 §5. */
export function jwksRoute({ accessTokens }: UsersDependencies): Route {
  return {
    method: 'GET',
    path: '/.well-known/jwks.json',
    handle: async () => ({
      ...jsonReply(200, accessTokens.jwks),
      headers: { 'cache-control': 'public, max-age=300' },
    }),
  };
}
