import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importPKCS8 } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { developmentKeys } from './keys.js';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'souk-keys-test-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('the development keys', () => {
  it('are made once and kept for their owner alone', async () => {
    const keys = await developmentKeys(dataDir, {});
    expect(await developmentKeys(dataDir, {})).toEqual(keys);
    expect(statSync(join(dataDir, 'keys.json')).mode & 0o777).toBe(0o600);
  });

  it('are what the parts expect', async () => {
    const keys = await developmentKeys(dataDir, {});
    expect(await importPKCS8(keys.JWT_PRIVATE_KEY, 'RS256')).toMatchObject({ type: 'private' });
    expect(keys.ROUTER_SIGNING_KEY.length).toBeGreaterThanOrEqual(32);
    expect(keys.SERVICE_SIGNING_KEY).not.toBe(keys.ROUTER_SIGNING_KEY);
    expect(keys.STRIPE_SECRET_KEY).toMatch(/^sk_test_/);
  });

  it('are completed when an earlier start did not know all of them', async () => {
    const { PARTNER_API_KEY, ...earlier } = await developmentKeys(dataDir, {});
    writeFileSync(join(dataDir, 'keys.json'), JSON.stringify(earlier));
    const keys = await developmentKeys(dataDir, {});
    expect(keys).toEqual({ ...earlier, PARTNER_API_KEY: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(keys.PARTNER_API_KEY).not.toBe(PARTNER_API_KEY);
    expect(await developmentKeys(dataDir, {})).toEqual(keys);
  });

  it('give way to those that are set, and an empty one counts as not set', async () => {
    const given = 'a key of thirty-two characters or more';
    const kept = await developmentKeys(dataDir, {});
    const keys = await developmentKeys(dataDir, { ROUTER_SIGNING_KEY: given, SERVICE_SIGNING_KEY: '' });
    expect(keys).toEqual({ ...kept, ROUTER_SIGNING_KEY: given });
  });
});
