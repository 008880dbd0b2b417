import { StripeTypes } from './stripe-types.js';

/**
 * The types of the pinned package, read once for all tests of a worker, and before the first of them is on the clock. The
 * compiler ends with the worker.
 */
export const stripeTypes = new StripeTypes();

const TYPE_OF_OBJECT: Readonly<Record<string, string>> = {
  balance: 'Balance',
  balance_transaction: 'BalanceTransaction',
  charge: 'Charge',
  customer: 'Customer',
  dispute: 'Dispute',
  payment_intent: 'PaymentIntent',
  payment_method: 'PaymentMethod',
  refund: 'Refund',
  webhook_endpoint: 'WebhookEndpoint',
};

/** What is wrong with an API answer, judged by the types of the pinned package; empty when it is as Stripe's. */
export function problemsOfAnswer(status: number, answer: unknown): string[] {
  if (status >= 400) return [...problemsOfMembers(answer, ['error']), ...problemsOfError(answer)];
  return problemsOfObject(answer);
}

/** The same for one object, an event or a list. */
export function problemsOfObject(value: unknown): string[] {
  const { object, data, deleted, type: eventType } = Object(value);
  if (object === 'list') {
    const own = problemsOfMembers(value, ['object', 'data', 'has_more', 'url']);
    return Array.isArray(data) ? [...own, ...data.flatMap(problemsOfObject)] : [...own, 'data is no list'];
  }
  if (object === 'event') return stripeTypes.problemsOf(value, typeOfEvent(String(eventType)));
  const type = TYPE_OF_OBJECT[object];
  if (!type) return [`The answer is no object of Stripe's that this suite knows: ${JSON.stringify(value)}`];
  return stripeTypes.problemsOf(value, deleted === true ? `Deleted${type}` : type);
}

/** `charge.refund.updated` is a `ChargeRefundUpdatedEvent`. The union of all is some 250 types, and slow to search. */
function typeOfEvent(type: string): string {
  const words = type.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Event`;
}

function problemsOfError(answer: unknown): string[] {
  // the package adds these members to what it received
  const added = ['StripeRawError.headers is missing', 'StripeRawError.requestId is missing'];
  return stripeTypes.problemsOf(Object(answer).error, 'StripeRawError').filter((problem) => !added.includes(problem));
}

function problemsOfMembers(value: unknown, members: readonly string[]): string[] {
  const names = Object.keys(Object(value));
  return [
    ...members.filter((member) => !names.includes(member)).map((member) => `${member} is missing`),
    ...names.filter((name) => !members.includes(name)).map((name) => `${name} is unknown`),
  ];
}
