import { invalidRequest } from './errors.js';
import type { Ledger, ObjectKind } from './ledger.js';

type Expandable = { readonly [field: string]: ObjectKind };

/** What can be asked for in place of its id, per kind of object. `refunds` is a list that stays away unless asked for. */
export const EXPANDABLE: { readonly [Kind in ObjectKind]: Expandable } = {
  balance_transaction: { source: 'charge' },
  charge: {
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    payment_intent: 'payment_intent',
    refunds: 'refund',
  },
  customer: {},
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
  event: {},
  payment_intent: { customer: 'customer', latest_charge: 'charge', payment_method: 'payment_method' },
  payment_method: { customer: 'customer' },
  refund: {
    balance_transaction: 'balance_transaction',
    charge: 'charge',
    customer: 'customer',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
  },
  webhook_endpoint: {},
};
const MAX_DEPTH = 4;

type Json = { readonly [name: string]: unknown };

/**
 * Refuses paths that lead nowhere, before anything is done.
 *
 * @param paths    as sent: `latest_charge.customer`, below a list `data.latest_charge`
 * @throws StripeApiError    400 naming the path
 * Source: https://docs.stripe.com/api/expanding_objects
 */
export function assertExpandable(
  paths: readonly string[],
  { returns, isList }: { returns: ObjectKind; isList: boolean },
): void {
  for (const path of paths) {
    const segments = path.split('.');
    const isInPlace = !isList || segments.shift() === 'data';
    let at: ObjectKind | undefined = isInPlace ? returns : undefined;
    for (const segment of segments) at = at && EXPANDABLE[at][segment];
    if (!at || segments.length === 0) {
      throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
    }
    if (segments.length > MAX_DEPTH) {
      throw invalidRequest(`You cannot expand more than ${MAX_DEPTH} levels of a property (${path}).`, {
        param: 'expand',
      });
    }
  }
}

/** The object with the things its paths lead to in place of their ids; `paths` have passed `assertExpandable`. */
export function expand(ledger: Ledger, object: object, paths: readonly string[]): object {
  let expanded: object = object;
  for (const path of paths) expanded = expandPath(ledger, { ...expanded }, path.split('.'));
  return expanded;
}

function expandPath(ledger: Ledger, object: Json, [field, ...rest]: string[]): object {
  if (field === undefined) return object;
  if (field === 'data' && Array.isArray(object.data)) {
    return { ...object, data: object.data.map((item) => expandPath(ledger, item, rest)) };
  }
  const target = lookUp(ledger, object, field);
  if (typeof target !== 'object' || target === null) return object;
  return { ...object, [field]: expandPath(ledger, { ...target }, rest) };
}

/** The thing behind an id; what an earlier path has expanded is taken as it is. */
function lookUp(ledger: Ledger, object: Json, field: string): unknown {
  if (field === 'refunds') return object.refunds ?? refundsOf(ledger, object.id);
  const value = object[field];
  if (typeof value !== 'string') return value;
  switch (field) {
    case 'balance_transaction':
    case 'failure_balance_transaction':
      return ledger.balanceTransactions.get(value);
    case 'source':
      return ledger.charges.get(value) ?? ledger.refunds.get(value) ?? ledger.disputes.get(value);
    case 'charge':
    case 'latest_charge':
      return ledger.charges.get(value);
    case 'customer':
      return ledger.customers.get(value);
    case 'payment_method':
      return ledger.paymentMethods.get(value);
    default:
      return ledger.paymentIntents.get(value);
  }
}

function refundsOf(ledger: Ledger, charge: unknown) {
  const refunds = ledger.refunds.newestFirst().filter((refund) => refund.charge === charge);
  return {
    object: 'list',
    data: refunds.slice(0, 10),
    has_more: refunds.length > 10,
    url: `/v1/charges/${charge}/refunds`,
  };
}
