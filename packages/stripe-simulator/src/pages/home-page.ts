import type { Stripe } from 'stripe';
import type { Ledger } from '../ledger.js';
import { formatAmount } from '../payments/amounts.js';
import { testCards } from '../test-cards.js';
import { html, page } from './html.js';

const LATEST = 20;

/** For people: the test cards, and the latest payments with a way to authenticate those that wait for it. */
export function homePage(ledger: Ledger, authenticationUrl: (intent: Stripe.PaymentIntent) => string): string {
  const cards = testCards.map(({ token, title }) => html`<tr><td><code>${token}</code><td>${title}`);
  const payments = ledger.paymentIntents.newestFirst().slice(0, LATEST);
  const rows = payments.map(
    (intent) => html`<tr><td><code>${intent.id}</code>
      <td>${formatAmount(intent.amount, intent.currency)}
      <td>${statusOf(intent, authenticationUrl)}
      <td>${new Date(intent.created * 1000).toISOString()}
      <td>${intent.description ?? ''}`,
  );
  return page(
    'Stripe simulator',
    html`<p>Payments here move no money. Use these payment methods:
<table><tr><th>Payment method<th>What happens${cards}</table>
<h2>Latest payments</h2>
<table><tr><th>Payment<th>Amount<th>Status<th>Created<th>Description${rows}</table>`,
  );
}

function statusOf(intent: Stripe.PaymentIntent, authenticationUrl: (intent: Stripe.PaymentIntent) => string) {
  if (intent.status !== 'requires_action') return html`${intent.status}`;
  return html`<a href="${authenticationUrl(intent)}">${intent.status}</a>`;
}
