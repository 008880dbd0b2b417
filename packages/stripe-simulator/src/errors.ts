import type { Stripe } from 'stripe';

/** The `error` member of a refused request. Source: https://docs.stripe.com/api/errors */
export interface StripeErrorBody {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly doc_url?: string;
  readonly charge?: string;
  readonly payment_intent?: object;
  readonly payment_method?: Stripe.PaymentMethod;
}

/** A refusal, answered with `status` and `{error: body}`. */
export class StripeApiError extends Error {
  override readonly name = 'StripeApiError';

  constructor(
    readonly status: number,
    readonly body: StripeErrorBody,
  ) {
    super(body.message);
  }
}

interface RefusalDetails {
  readonly code?: string;
  readonly param?: string;
  readonly status?: number;
  readonly payment_intent?: Stripe.PaymentIntent;
}

export function invalidRequest(message: string, details: RefusalDetails = {}): StripeApiError {
  const { status = 400, ...rest } = details;
  return new StripeApiError(status, { type: 'invalid_request_error', message, ...documented(rest.code), ...rest });
}

/** 404 for the resource in the path; a reference inside the parameters answers 400, so pass that `status`. */
export function resourceMissing(what: string, id: string, details: { param: string; status?: number }): StripeApiError {
  return invalidRequest(`No such ${what}: '${id}'`, { code: 'resource_missing', status: 404, ...details });
}

export function documented(code: string | undefined): { doc_url?: string } {
  return code === undefined ? {} : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` };
}
