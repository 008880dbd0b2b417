import { type Environment, parseEnvironment, readSubgraphConfig, type SubgraphConfig } from '@souk/subgraph-kit';
import { z } from 'zod';
import { type Locale, localeOf } from './domain/notifications/locale.js';

const shape = z.object({
  JWT_PRIVATE_KEY: z
    .string()
    .transform((pem) => pem.replaceAll('\\n', '\n'))
    .refine((pem) => pem.includes('BEGIN PRIVATE KEY'), 'must be an RSA key, PKCS8 in PEM'),
  JWT_ISSUER: z.string().default('souk'),
  JWT_AUDIENCE: z.string().default('souk'),
  ACCESS_TOKEN_TTL_SECONDS: z.coerce.number().int().min(30).max(86_400).default(900),
  REFRESH_TOKEN_TTL_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  BCRYPT_COST: z.coerce.number().int().min(4).max(16).default(12),
  PUBLIC_URL: z.url().optional(),
  SHOP_LOCALE: z.string().default('en').transform(requireLocale),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>@]*<)?[^<>@\s]+@[^<>@\s]+>?$/, 'must be an address, or a name and <an address>')
    .optional(),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_FROM: z.string().optional(),
  TWILIO_API_URL: z.url().default('https://api.twilio.com'),
});

export interface UsersConfig extends SubgraphConfig {
  /** PKCS8, PEM: signs access tokens with RS256 */
  readonly jwtPrivateKey: string;
  readonly jwtIssuer: string;
  readonly jwtAudience: string;
  readonly accessTokenTtlSeconds: number;
  readonly refreshTokenTtlDays: number;
  readonly bcryptCost: number;
  /** where links in mails lead, without a slash at the end */
  readonly publicUrl: string;
  /** of messages to those whose language we don't know */
  readonly shopLocale: Locale;
  /** absent: mails are written and not sent */
  readonly mail?: { readonly url: string; readonly from: string };
  /** absent: SMS are written and not sent */
  readonly sms?: TwilioAccount;
}

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** a number in E.164, a sender's name, or the `MG…` id of a messaging service */
  readonly from: string;
  readonly apiUrl: string;
}

/** @throws Error  naming every variable that is missing or wrong */
export function readUsersConfig(env: Environment): UsersConfig {
  const common = readSubgraphConfig(env, { name: 'users', defaultPort: 4001 });
  const own = parseEnvironment(shape, env);
  if (common.isProduction && own.BCRYPT_COST < 12) throw new Error('BCRYPT_COST must be at least 12 in production');
  if (common.isProduction && !own.PUBLIC_URL) throw new Error('PUBLIC_URL must be set when NODE_ENV=production');
  return {
    ...common,
    jwtPrivateKey: own.JWT_PRIVATE_KEY,
    jwtIssuer: own.JWT_ISSUER,
    jwtAudience: own.JWT_AUDIENCE,
    accessTokenTtlSeconds: own.ACCESS_TOKEN_TTL_SECONDS,
    refreshTokenTtlDays: own.REFRESH_TOKEN_TTL_DAYS,
    bcryptCost: own.BCRYPT_COST,
    publicUrl: (own.PUBLIC_URL ?? `http://${common.host}:${common.port}`).replace(/\/$/, ''),
    shopLocale: own.SHOP_LOCALE,
    mail: readMail(own),
    sms: readSms(own),
  };
}

type Own = z.infer<typeof shape>;

function readMail({ SMTP_URL: url, MAIL_FROM: from }: Own): UsersConfig['mail'] {
  if (!url) return undefined;
  if (!from) throw new Error('MAIL_FROM must be set when SMTP_URL is');
  return { url, from };
}

function readSms(own: Own): UsersConfig['sms'] {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = own;
  if (!accountSid && !authToken && !from) return undefined;
  if (accountSid && authToken && from) return { accountSid, authToken, from, apiUrl: own.TWILIO_API_URL };
  throw new Error('TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM must be set together');
}

function requireLocale(tag: string, { issues }: z.core.ParsePayload): Locale {
  const locale = localeOf(tag);
  if (locale) return locale;
  issues.push({ code: 'custom', message: 'must be one of en, de, ja, ar', input: tag });
  return z.NEVER;
}
