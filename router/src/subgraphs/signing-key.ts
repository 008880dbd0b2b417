import { readFileSync } from 'node:fs';
import { RouterConfigError } from '../config/router-config.js';
import { MIN_KEY_LENGTH } from '../config/traffic-config.js';
import type { TrafficSettings } from './traffic-settings.js';

type Signing = Pick<NonNullable<TrafficSettings['signing']>, 'key' | 'keyFile'>;

/**
 * The key as configured, or what its file has, without white space at the end: editors put a line break there.
 *
 * @throws RouterConfigError    the file cannot be read, or its key is too short
 */
export function readSigningKey({ key, keyFile = '' }: Signing): string {
  if (key !== undefined) return key;
  const text = readText(keyFile).trimEnd();
  if (text.length >= MIN_KEY_LENGTH) return text;
  throw new RouterConfigError(`The signing key in ${keyFile} must have at least ${MIN_KEY_LENGTH} characters`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RouterConfigError(`The signing key in ${file} cannot be read`, { cause });
  }
}
