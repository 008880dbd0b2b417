import { z } from 'zod';

/** Signatures by a private key. With `none` or an HMAC anybody who has the published keys could sign. */
const algorithm = z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']);

const name = z.string().min(1);
const jwksUrl = z.url({ protocol: /^https?$/ });
const audience = z.union([name, z.array(name).min(1)]);
const algorithms = z.array(algorithm).min(1).default(['RS256']);
const scopesClaim = name.default('scope');

/**
 * Whose access tokens are taken. `audience`: one or several, of which a token must be for one. `scopesClaim`: the claim with
 * the scopes, a text with spaces between them or a list.
 */
const issuer = z.strictObject({ issuer: name, jwksUrl, audience, algorithms, scopesClaim });

/**
 * Either `issuers`, or `jwksUrl` with the other keys of one issuer, which then have defaults.
 *
 * `clockToleranceSeconds`: 0 to 300. `cookie`: the name of a cookie that has the token when there is no Authorization header.
 * `endExpiredSubscriptions`: whether a subscription ends with its token. `keyRefreshSeconds`: 10 to 86,400, how long keys are
 * used before they are fetched again; `keyCooldownSeconds`: 1 to 3,600, how soon a token with an unknown key has them fetched
 * again; `keyDeadlineMs`: 100 to 60,000, for one fetch.
 */
export const authentication = z
  .strictObject({
    jwksUrl: jwksUrl.optional(),
    issuer: name.optional(),
    audience: audience.optional(),
    algorithms,
    scopesClaim,
    issuers: z.array(issuer).min(1).optional(),
    clockToleranceSeconds: z.int().min(0).max(300).default(5),
    cookie: z
      .string()
      .regex(/^[\w!#$%&'*+.^`|~-]+$/, 'must be the name of a cookie')
      .optional(),
    endExpiredSubscriptions: z.boolean().default(true),
    keyRefreshSeconds: z.int().min(10).max(86_400).default(300),
    keyCooldownSeconds: z.int().min(1).max(3_600).default(10),
    keyDeadlineMs: z.int().min(100).max(60_000).default(3_000),
  })
  .transform(({ issuers, jwksUrl, issuer, audience, algorithms, scopesClaim, ...rest }, context) => {
    const refuse = (key: string, message: string) => {
      context.addIssue({ code: 'custom', path: [key], message });
      return z.NEVER;
    };
    if (!issuers) {
      if (jwksUrl === undefined) return refuse('jwksUrl', 'must be set, or "issuers"');
      const only = { jwksUrl, issuer: issuer ?? 'souk', audience: audience ?? 'souk', algorithms, scopesClaim };
      return { issuers: [only], ...rest };
    }
    const single = Object.entries({ jwksUrl, issuer, audience }).find(([, value]) => value !== undefined);
    if (single) return refuse(single[0], 'cannot be set beside "issuers"');
    const names = new Set(issuers.map((one) => one.issuer));
    return names.size === issuers.length ? { issuers, ...rest } : refuse('issuers', 'must not name an issuer twice');
  });

export type AuthenticationConfig = Readonly<z.output<typeof authentication>>;
export type IssuerConfig = AuthenticationConfig['issuers'][number];
