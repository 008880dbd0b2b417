import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportPKCS8, generateKeyPair } from 'jose';
import type { Environment } from '../config.js';

/** By the names of the variables that the parts read. */
export interface Keys {
  readonly ROUTER_SIGNING_KEY: string;
  readonly SERVICE_SIGNING_KEY: string;
  /** PKCS8 PEM, RS256. */
  readonly JWT_PRIVATE_KEY: string;
  /** The simulator's, where there is no account at Stripe. */
  readonly STRIPE_SECRET_KEY: string;
  readonly STRIPE_WEBHOOK_SECRET: string;
  /** With which the partner of a development machine calls the registered operations. */
  readonly PARTNER_API_KEY: string;
}

const KEY_NAMES = [
  'ROUTER_SIGNING_KEY',
  'SERVICE_SIGNING_KEY',
  'JWT_PRIVATE_KEY',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'PARTNER_API_KEY',
] as const satisfies readonly (keyof Keys)[];

/**
 * The keys of a development machine: made at the first start, kept in `dataDir`/keys.json for its owner alone, never committed.
 *
 * @param given   those that are set prevail
 */
export async function developmentKeys(dataDir: string, given: Environment): Promise<Keys> {
  const kept = await keptKeys(dataDir);
  return {
    ROUTER_SIGNING_KEY: given.ROUTER_SIGNING_KEY || kept.ROUTER_SIGNING_KEY,
    SERVICE_SIGNING_KEY: given.SERVICE_SIGNING_KEY || kept.SERVICE_SIGNING_KEY,
    JWT_PRIVATE_KEY: given.JWT_PRIVATE_KEY || kept.JWT_PRIVATE_KEY,
    STRIPE_SECRET_KEY: given.STRIPE_SECRET_KEY || kept.STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: given.STRIPE_WEBHOOK_SECRET || kept.STRIPE_WEBHOOK_SECRET,
    PARTNER_API_KEY: given.PARTNER_API_KEY || kept.PARTNER_API_KEY,
  };
}

/** Those of the file; what it does not have yet is added. */
async function keptKeys(dataDir: string): Promise<Keys> {
  const file = join(dataDir, 'keys.json');
  const found: Partial<Keys> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  if (isComplete(found)) return found;
  const kept = { ...(await generateKeys()), ...found };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify(kept, null, 2), { mode: 0o600 });
  return kept;
}

function isComplete(keys: Partial<Keys>): keys is Keys {
  return KEY_NAMES.every((name) => keys[name] !== undefined);
}

/** Fresh keys, kept nowhere. */
export async function generateKeys(): Promise<Keys> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    ROUTER_SIGNING_KEY: secret(),
    SERVICE_SIGNING_KEY: secret(),
    JWT_PRIVATE_KEY: await exportPKCS8(privateKey),
    STRIPE_SECRET_KEY: `sk_test_${secret()}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${secret()}`,
    PARTNER_API_KEY: secret(),
  };
}

function secret(): string {
  return randomBytes(32).toString('hex');
}
