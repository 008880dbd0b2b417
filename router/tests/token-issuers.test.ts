import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { RemoteKeySet } from '../src/authentication/remote-key-set.js';
import { TokenVerifier } from '../src/authentication/token-verifier.js';
import { parseRouterConfig, type RouterConfigInput } from '../src/config/router-config.js';
import { RequestError } from '../src/errors/request-error.js';
import { startIssuer, type TestIssuer } from './fixtures/start-issuer.js';

const logger = pino({ level: 'silent' });
const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');

let issuer: TestIssuer;
let other: TestIssuer;
let rotating: TestIssuer;
const opened: Disposable[] = [];

beforeAll(async () => {
  [issuer, other, rotating] = await Promise.all([startIssuer(), startIssuer(), startIssuer()]);
});

afterEach(() => {
  issuer.isDown = false;
  issuer.isSilent = false;
  for (const one of opened.splice(0)) one[Symbol.dispose]();
});

afterAll(async () => {
  await Promise.all([issuer, other, rotating].map((one) => one[Symbol.asyncDispose]()));
});

function verifier(authentication: NonNullable<RouterConfigInput['authentication']>): TokenVerifier {
  const config = parseRouterConfig({ authentication }).authentication;
  if (!config) throw new Error('Authentication was configured');
  const made = new TokenVerifier(config, logger);
  opened.push(made);
  return made;
}

/** The viewer's subject, or the reason and message of the refusal. */
async function verdict(made: TokenVerifier, token: string): Promise<string> {
  try {
    return (await made.verify(token)).sub;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return `${error.reason}: ${error.message}`;
  }
}

const INVALID = 'tokenInvalid: The access token is not valid';

describe('several issuers', () => {
  const trust = () =>
    verifier({
      issuers: [
        { issuer: 'souk', jwksUrl: issuer.jwksUrl, audience: ['web', 'app'] },
        {
          issuer: 'partner',
          jwksUrl: other.jwksUrl,
          audience: 'api',
          scopesClaim: 'scp',
          algorithms: ['RS256', 'ES256'],
        },
      ],
    });

  it('each sign for themselves, for their audiences', async () => {
    const made = trust();
    expect(await verdict(made, await issuer.token({ aud: 'web' }))).toBe('user-1');
    expect(await verdict(made, await issuer.token({ aud: ['x', 'app'] }))).toBe('user-1');
    expect(await verdict(made, await other.token({ iss: 'partner', aud: 'api', sub: 'p-1' }))).toBe('p-1');
    expect(await verdict(made, await issuer.token({ aud: 'api' }))).toBe(INVALID);
    expect(await verdict(made, await issuer.token({ iss: 'partner', aud: 'api' }))).toBe(INVALID);
    expect(await verdict(made, await other.token({ iss: 'souk', aud: 'web' }))).toBe(INVALID);
    expect(await verdict(made, await issuer.token({ iss: 'nobody', aud: 'web' }))).toBe(INVALID);
  });

  it('name scopes in a claim of their own, as text or as a list', async () => {
    const made = trust();
    const scopes = async (token: string) => (await made.verify(token)).scopes;
    expect(await scopes(await issuer.token({ aud: 'web', scope: ' a  b:c ', scp: ['x'] }))).toEqual(['a', 'b:c']);
    expect(await scopes(await other.token({ iss: 'partner', aud: 'api', scp: ['a b', 7, 'c'] }))).toEqual(['a b', 'c']);
    expect(await scopes(await other.token({ iss: 'partner', aud: 'api' }))).toEqual([]);
  });
});

describe('a hostile token', () => {
  it.each<[string, () => Promise<string>]>([
    ['signed with the public key as an HMAC secret', () => signedWithPublicKey('HS256')],
    ['that says it needs no signature', async () => `${encode({ alg: 'none' })}.${encode(claims())}.`],
    ['with no signature under the right algorithm', async () => `${(await issuer.token()).split('.', 2).join('.')}.AA`],
    ['whose kid is a path', () => issuer.token({}, { kid: '../../dev/null' })],
    ['whose kid is a statement', () => issuer.token({}, { kid: "key-1' OR '1'='1" })],
    ['whose kid is no text', () => issuer.token({}, { header: { kid: ['key-1'] } })],
    ['that brings its own key', () => signedWithOwnKey()],
    ['that is not valid yet', () => issuer.token({ nbf: Math.floor(Date.now() / 1000) + 60 })],
    ['without an end', () => issuer.token({ exp: undefined })],
    ['whose end is no number', () => issuer.token({ exp: '9999999999' as any })],
    ['that is not JSON', async () => 'AAAA.AAAA.AAAA'],
  ])('is refused: %s', async (_, make) => {
    const made = verifier({ jwksUrl: issuer.jwksUrl });
    expect(await verdict(made, await make())).toBe(INVALID);
    expect(await verdict(made, await issuer.token())).toBe('user-1');
  });

  it('is refused unread when it is huge, or has no subject', async () => {
    const made = verifier({ jwksUrl: issuer.jwksUrl });
    expect(await verdict(made, await issuer.token({ junk: 'x'.repeat(9_000) }))).toContain('at most 8192 characters');
    expect(await verdict(made, await issuer.token({ sub: '' }))).toContain('no subject');
  });

  it.each(['none', 'HS256', 'dir'])(
    'can never be of the algorithm %s, which no configuration may name',
    (algorithm: any) => {
      expect(() => verifier({ jwksUrl: issuer.jwksUrl, algorithms: [algorithm] })).toThrow('authentication.algorithms');
    },
  );
});

describe('keys', () => {
  it('are one of a thousand as well as one of one', async () => {
    const [key] = other.keys;
    other.keys.unshift(...Array.from({ length: 999 }, (_, index) => ({ ...key, kid: `old-${index}` })));
    expect(await verdict(verifier({ jwksUrl: other.jwksUrl }), await other.token())).toBe('user-1');
    other.keys.splice(0, 999);
  });

  it('are fetched once, however many tokens come at first and later', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, index) => issuer.token({ sub: `u${index}` })));
    const before = issuer.requests;
    const made = verifier({ jwksUrl: issuer.jwksUrl });
    expect(await Promise.all(tokens.map((token) => verdict(made, token)))).toHaveLength(20);
    for (const token of tokens) expect(made.verify(token)).not.toBeInstanceOf(Promise);
    expect(issuer.requests - before).toBe(1);
  });

  it('that are not known are not looked for as soon as they have been fetched', async () => {
    const made = verifier({ jwksUrl: issuer.jwksUrl });
    await made.verify(await issuer.token());
    const before = issuer.requests;
    for (let count = 0; count < 5; count++) {
      expect(await verdict(made, await issuer.token({}, { kid: randomUUID() }))).toBe(INVALID);
    }
    expect(issuer.requests - before).toBe(0);
  });

  it('go on being used while the issuer is down, and a cold start says that there are none', async () => {
    const made = verifier({ jwksUrl: issuer.jwksUrl });
    await made.verify(await issuer.token());
    issuer.isDown = true;
    expect(await verdict(made, await issuer.token({ sub: 'later' }))).toBe('later');
    expect(await verdict(verifier({ jwksUrl: issuer.jwksUrl }), await issuer.token())).toMatch(/^unavailable/);
  });

  it('of an issuer that does not answer hold up the first request no longer than the deadline', async () => {
    issuer.isSilent = true;
    const started = performance.now();
    const made = verifier({ jwksUrl: issuer.jwksUrl, keyDeadlineMs: 100 });
    expect(await verdict(made, await issuer.token())).toMatch(/^unavailable/);
    expect(performance.now() - started).toBeLessThan(2_500);
  });
});

describe('a rotation', () => {
  const SHORT = { refreshMs: 20, cooldownMs: 20, deadlineMs: 1_000, logger };

  it('is seen before the new key is needed', async () => {
    using keys = new RemoteKeySet({ url: rotating.jwksUrl, ...SHORT });
    await expect.poll(() => keys.version).toBe(1);
    await rotating.rotate('key-2');
    await expect.poll(() => keys.version).toBe(2);
    const { requests } = rotating;
    await expect(keys.find({ alg: 'RS256', kid: 'key-2' }, { payload: '', signature: '' })).resolves.toBeDefined();
    expect(rotating.requests - requests).toBeLessThanOrEqual(1);
  });

  it('takes in a token of a new key, and ends those of a key that is withdrawn though they were found valid before', async () => {
    const made = verifier({ jwksUrl: rotating.jwksUrl, keyCooldownSeconds: 1 });
    const old = await rotating.token();
    expect(await verdict(made, old)).toBe('user-1');
    await rotating.rotate('key-3');
    rotating.keys.splice(0, rotating.keys.length - 1);
    const token = await rotating.token({ sub: 'new' });
    await expect.poll(() => verdict(made, token)).toBe('new');
    expect(await verdict(made, old)).toBe(INVALID);
  });
});

it('forgets what it has found valid when the token expires', async () => {
  const made = verifier({ jwksUrl: issuer.jwksUrl, clockToleranceSeconds: 0 });
  const token = await issuer.token({}, { expiresIn: 60 });
  expect(await verdict(made, token)).toBe('user-1');
  vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] });
  try {
    expect(await verdict(made, token)).toBe('tokenInvalid: The access token has expired');
  } finally {
    vi.useRealTimers();
  }
});

function claims() {
  const now = Math.floor(Date.now() / 1000);
  return { sub: 'user-1', iss: 'souk', aud: 'souk', iat: now, exp: now + 900 };
}

async function signedWithPublicKey(alg: string): Promise<string> {
  const [jwk] = issuer.keys;
  return new SignJWT(claims()).setProtectedHeader({ alg, kid: 'key-1' }).sign(Buffer.from(JSON.stringify(jwk)));
}

function signedWithOwnKey(): Promise<string> {
  const [jwk] = other.keys;
  return other.token({}, { header: { jwk, jku: other.jwksUrl, x5u: other.jwksUrl } });
}
