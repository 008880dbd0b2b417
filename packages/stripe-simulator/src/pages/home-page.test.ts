import { expect, it } from 'vitest';
import { aPayment, startWithClient } from '../testing/start-with-client.js';

it('lists the test cards and the latest payments, and escapes what others wrote', async () => {
  await using started = await startWithClient();
  const { stripe, simulator } = started;
  const paid = await stripe.paymentIntents.create(aPayment({ description: '<script>alert("1")</script>' }));
  const waiting = await stripe.paymentIntents.create(aPayment({ payment_method: 'pm_card_authenticationRequired' }));
  const page = await (await fetch(simulator.url)).text();

  for (const { token } of simulator.testCards) expect(page).toContain(`<code>${token}</code>`);
  expect(page.indexOf(waiting.id)).toBeLessThan(page.indexOf(paid.id));
  expect(page).toContain('$20.00');
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
  expect(page).not.toContain('<script>');
  expect(page).toContain(`<a href="${simulator.url}/3d_secure/${waiting.id}?client_secret=${waiting.client_secret}">`);
});

it.each(['live', 'ready'])('tells that it is %s', async (state) => {
  await using started = await startWithClient();
  const answer = await fetch(`${started.simulator.url}/health/${state}`);
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
});
