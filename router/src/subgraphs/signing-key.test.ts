import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { parseRouterConfig } from '../config/router-config.js';
import { RequestSigner } from './request-signer.js';
import { trafficSettings } from './traffic-settings.js';

const KEY = 'a key of at least thirty-two characters';
const REQUEST = { method: 'POST', path: '/graphql', headers: {}, body: '{}' };

const dir = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(dir, { recursive: true }));

function fileWith(text: string): string {
  const file = join(dir, `key-${text.length}`);
  writeFileSync(file, text);
  return file;
}

function signerWith(signing: { key?: string; keyFile?: string }): RequestSigner {
  const config = parseRouterConfig({ traffic: { signing: { algorithm: 'hmac-sha256', ...signing } } });
  const settings = trafficSettings(config, 'things').signing;
  if (!settings) throw new Error('Nothing is signed');
  return new RequestSigner(settings);
}

it('signs with a key from a file as with the same in the configuration', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const byFile = signerWith({ keyFile: fileWith(`${KEY}\n`) }).sign(REQUEST);
  expect(byFile).toEqual(signerWith({ key: KEY }).sign(REQUEST));
  vi.useRealTimers();
});

it('names the file that has no key, or too short a one', () => {
  const missing = join(dir, 'missing');
  expect(() => signerWith({ keyFile: missing })).toThrow(`The signing key in ${missing} cannot be read`);
  const short = fileWith('short\n');
  expect(() => signerWith({ keyFile: short })).toThrow(`The signing key in ${short} must have at least 32 characters`);
});

it.each([{}, { key: KEY, keyFile: 'key' }])('takes either a key or a file, not %j', (signing) => {
  expect(() => signerWith(signing)).toThrow('traffic.signing" is wrong: must have either "key" or "keyFile"');
});
