import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

const NAME = 'bench';
const AUDIENCE = 'bench';
const DAY_SECONDS = 86_400;

/** An issuer of access tokens: an address for its key, and one token that is good for a day. */
export async function startTokenIssuer() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'RS256', use: 'sig' }];
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  server.unref();
  const jwksUrl = `http://127.0.0.1:${server.address().port}/jwks.json`;
  return { jwksUrl, name: NAME, audience: AUDIENCE, token: tokenSignedWith(privateKey) };
}

function tokenSignedWith(privateKey) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: NAME, aud: AUDIENCE, sub: 'user-1', scope: 'shop', iat: now, exp: now + DAY_SECONDS };
  const text = [{ alg: 'RS256', kid: 'bench', typ: 'JWT' }, claims].map(base64Json).join('.');
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
}

function base64Json(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
