import type { Stripe } from 'stripe';
import { formatAmount } from '../payments/amounts.js';
import { authenticatePayment } from '../payments/authenticate-payment.js';
import type { Transaction } from '../transaction.js';
import { html, page } from './html.js';

export interface PageResponse {
  readonly status: number;
  readonly body: string;
  readonly location?: string;
}

interface Visit {
  readonly intentId: string;
  readonly clientSecret: string | null;
}

/** The page of the buyer's bank: 3-D Secure with two buttons. */
export function showAuthentication(tx: Transaction, visit: Visit): PageResponse {
  const intent = openIntent(tx, visit);
  if (!intent) return notFound;
  if (intent.status !== 'requires_action') return notWaiting(intent);
  const body = page(
    '3-D Secure',
    html`<p>Your bank asks: do you authorize the payment of ${formatAmount(intent.amount, intent.currency)}?
<form method="post">
<button name="outcome" value="complete">Complete</button>
<button name="outcome" value="fail">Fail</button>
</form>`,
  );
  return { status: 200, body };
}

/**
 * What the buttons post: `outcome=complete` or `outcome=fail`.
 *
 * @returns    a redirect to the intent's `return_url` with Stripe's parameters, or a page when it has none
 */
export function submitAuthentication(tx: Transaction, visit: Visit, outcome: string | null): PageResponse {
  const intent = openIntent(tx, visit);
  if (!intent) return notFound;
  if (intent.status !== 'requires_action') return notWaiting(intent);
  if (outcome !== 'complete' && outcome !== 'fail') {
    return { status: 400, body: page('3-D Secure', html`<p>Expected the outcome complete or fail.`) };
  }
  const returnUrl = intent.next_action?.redirect_to_url?.return_url;
  const left = authenticatePayment(tx, intent, outcome);
  if (returnUrl) return { status: 303, body: '', location: withResult(returnUrl, left) };
  return { status: 200, body: page('3-D Secure', html`<p>The payment is ${left.status}. You may close this page.`) };
}

function openIntent(tx: Transaction, { intentId, clientSecret }: Visit): Stripe.PaymentIntent | undefined {
  const intent = tx.ledger.paymentIntents.get(intentId);
  return intent?.client_secret === clientSecret ? intent : undefined;
}

/** Source: https://docs.stripe.com/payments/accept-a-payment, "return_url" */
function withResult(returnUrl: string, intent: Stripe.PaymentIntent): string {
  const url = new URL(returnUrl);
  url.searchParams.set('payment_intent', intent.id);
  url.searchParams.set('payment_intent_client_secret', intent.client_secret ?? '');
  url.searchParams.set('redirect_status', intent.status === 'requires_payment_method' ? 'failed' : 'succeeded');
  return url.href;
}

const notFound: PageResponse = { status: 404, body: page('3-D Secure', html`<p>There is no such payment.`) };

function notWaiting(intent: Stripe.PaymentIntent): PageResponse {
  const body = page('3-D Secure', html`<p>This payment does not wait for you: its status is ${intent.status}.`);
  return { status: 409, body };
}
