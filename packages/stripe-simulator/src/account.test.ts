import { expect, it, vi } from 'vitest';
import { Account } from './account.js';
import { Api } from './http/api.js';
import { close, listen, portOf } from './http/server.js';
import { forgetfulJournal, type Journal } from './journal.js';
import { SECRET_KEY } from './testing/start-with-client.js';
import { startWebhookReceiver } from './testing/webhook-receiver.js';

it('answers 500, tells nobody and is not ready when the ledger cannot be written', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  await using receiver = await startWebhookReceiver();
  const webhooks = [{ url: receiver.url, secret: 'whsec_test' }];
  await using account = new Account(_fullDisk(), { webhooks, dataDir: undefined, now: () => new Date() });
  const api = new Api(account, { secretKey: SECRET_KEY, publishableKey: 'pk_test_x' });
  const server = await listen({ account, api }, { host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${portOf(server)}`;

  const answer = await fetch(`${url}/v1/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'idempotency-key': 'k' },
  });
  expect([answer.status, await answer.json()]).toMatchObject([500, { error: { type: 'api_error' } }]);
  expect((await fetch(`${url}/health/ready`)).status).toBe(503);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  await account.webhooks.whenSettled();
  expect(receiver.received).toEqual([]);
  expect(log).toHaveBeenCalledWith(
    'Stripe simulator:',
    expect.objectContaining({ message: expect.stringMatching(/ENOSPC/) }),
  );
  await close(server);
});

function _fullDisk(): Journal {
  return { ...forgetfulJournal, flush: () => Promise.reject(new Error('ENOSPC: no space left on device')) };
}
