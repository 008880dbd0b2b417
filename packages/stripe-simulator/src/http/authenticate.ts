import { StripeApiError } from '../errors.js';

export type KeyKind = 'secret' | 'publishable';

export interface ApiKeys {
  readonly secretKey: string;
  readonly publishableKey: string;
}

/**
 * Tells which of the account's keys a request brings: Bearer, Basic with the key as user name, or, as browsers send it,
 * the parameter `key`.
 *
 * @throws StripeApiError    401 without a key or with an unknown one
 * Source: https://docs.stripe.com/api/authentication
 */
export function authenticate(
  request: { authorization: string | undefined; keyParameter: string | undefined },
  keys: ApiKeys,
): KeyKind {
  const key = keyIn(request.authorization) ?? request.keyParameter;
  if (key === keys.secretKey) return 'secret';
  if (key === keys.publishableKey) return 'publishable';
  if (!key) {
    throw unauthorized(
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth ' +
        "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details.",
    );
  }
  throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
}

export function secretKeyOnly(): StripeApiError {
  return unauthorized(
    'This API call cannot be made with a publishable API key. Please use a secret API key.',
    'secret_key_required',
  );
}

function keyIn(authorization: string | undefined): string | undefined {
  const [scheme, value = ''] = authorization?.split(' ') ?? [];
  if (scheme?.toLowerCase() === 'bearer') return value;
  if (scheme?.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString('utf8').split(':')[0];
  return undefined;
}

function unauthorized(message: string, code?: string): StripeApiError {
  return new StripeApiError(401, { type: 'invalid_request_error', message, ...(code && { code }) });
}

function masked(key: string): string {
  return key.length <= 12 ? '*'.repeat(key.length) : `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`;
}
