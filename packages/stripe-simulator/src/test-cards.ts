/** What the issuer answers. Source of codes and texts: https://docs.stripe.com/error-codes, https://docs.stripe.com/declines/codes */
export interface Decline {
  readonly code: string;
  readonly declineCode: string;
  readonly message: string;
  /** the parameter that Stripe blames, for codes about one field of the card */
  readonly param?: string;
}

export type FinalBehaviour = { readonly kind: 'approve' } | { readonly kind: 'decline'; readonly decline: Decline };

export type IssuerBehaviour =
  | FinalBehaviour
  /** a person must authenticate first, unless exempt; then the issuer answers `next` */
  | { readonly kind: 'authenticate'; readonly next: FinalBehaviour; readonly exempt: Exemption };

/** Which payments need no authentication: none, those off session with a card that was set up for it, all off session. */
export type Exemption = 'none' | 'off-session-when-set-up' | 'off-session';

/** What happens to a payment later. */
export interface Aftermath {
  readonly dispute?: { readonly reason: 'fraudulent' | 'product_not_received'; readonly isInquiry: boolean };
  readonly refunds?: 'are-pending-first' | 'fail-later';
}

export interface TestCard {
  /** the payment method to send */
  readonly token: string;
  /** older spellings, which Stripe takes as well */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly brand: 'visa' | 'mastercard' | 'amex';
  readonly last4: string;
  readonly behaviour: IssuerBehaviour;
  readonly aftermath: Aftermath;
}

const approve = { kind: 'approve' } as const;

export const genericDecline: Decline = {
  code: 'card_declined',
  declineCode: 'generic_decline',
  message: 'Your card was declined.',
};

/** The test cards of https://docs.stripe.com/testing that this simulator knows. */
export const testCards: readonly TestCard[] = [
  visa('pm_card_visa', '4242', 'Succeeds', approve),
  { ...visa('pm_card_mastercard', '4444', 'Succeeds', approve), brand: 'mastercard' },
  { ...visa('pm_card_amex', '0005', 'Succeeds', approve), brand: 'amex' },
  declined('pm_card_visa_chargeDeclined', '0002', 'Declined', genericDecline),
  declined('pm_card_visa_chargeDeclinedInsufficientFunds', '9995', 'Declined: insufficient funds', {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  }),
  declined('pm_card_visa_chargeDeclinedLostCard', '9987', 'Declined: lost card', {
    code: 'card_declined',
    declineCode: 'lost_card',
    message: 'Your card was declined.',
  }),
  declined('pm_card_visa_chargeDeclinedStolenCard', '9979', 'Declined: stolen card', {
    code: 'card_declined',
    declineCode: 'stolen_card',
    message: 'Your card was declined.',
  }),
  declined('pm_card_visa_chargeDeclinedVelocityLimitExceeded', '6975', 'Declined: used too often', {
    code: 'card_declined',
    declineCode: 'card_velocity_exceeded',
    message: 'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
  }),
  declined('pm_card_chargeDeclinedExpiredCard', '0069', 'Declined: expired card', {
    code: 'expired_card',
    declineCode: 'expired_card',
    message: 'Your card has expired.',
    param: 'exp_month',
  }),
  declined('pm_card_chargeDeclinedIncorrectCvc', '0127', 'Declined: wrong security code', {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    param: 'cvc',
  }),
  declined('pm_card_chargeDeclinedProcessingError', '0119', 'Declined: processing error', {
    code: 'processing_error',
    declineCode: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  }),
  visa('pm_card_authenticationRequired', '3184', 'Always asks for 3-D Secure', {
    kind: 'authenticate',
    next: approve,
    exempt: 'none',
  }),
  visa('pm_card_authenticationRequiredOnSetup', '3155', 'Asks for 3-D Secure until it is set up, then if present', {
    kind: 'authenticate',
    next: approve,
    exempt: 'off-session-when-set-up',
  }),
  visa('pm_card_authenticationRequiredSetupForOffSession', '0446', 'Asks for 3-D Secure when the buyer is present', {
    kind: 'authenticate',
    next: approve,
    exempt: 'off-session',
  }),
  visa('pm_card_threeDSecure2Required', '3220', 'Requires 3-D Secure 2', {
    kind: 'authenticate',
    next: approve,
    exempt: 'none',
  }),
  visa('pm_card_threeDSecureRequiredChargeDeclined', '1629', 'Requires 3-D Secure, then is declined', {
    kind: 'authenticate',
    next: { kind: 'decline', decline: genericDecline },
    exempt: 'none',
  }),
  {
    ...visa('pm_card_createDispute', '0259', 'Succeeds, then is disputed as fraudulent', approve),
    aftermath: { dispute: { reason: 'fraudulent', isInquiry: false } },
  },
  {
    ...visa('pm_card_createDisputeProductNotReceived', '2685', 'Succeeds, then is disputed as not received', approve),
    aftermath: { dispute: { reason: 'product_not_received', isInquiry: false } },
  },
  {
    ...visa('pm_card_createDisputeInquiry', '1976', 'Succeeds, then the issuer inquires', approve),
    aftermath: { dispute: { reason: 'fraudulent', isInquiry: true } },
  },
  {
    ...visa('pm_card_pendingRefund', '7726', 'Succeeds; a refund is pending first', approve),
    aftermath: { refunds: 'are-pending-first' },
  },
  {
    ...visa('pm_card_refundFail', '5126', 'Succeeds; a refund fails later', approve),
    aftermath: { refunds: 'fail-later' },
  },
];

const byToken = new Map(testCards.flatMap((card) => [card.token, ...card.aliases].map((token) => [token, card])));
const byFingerprint = new Map(testCards.map((card) => [fingerprintOf(card), card]));

export function findTestCard(token: string): TestCard | undefined {
  return byToken.get(token);
}

/** By the card token that Stripe's browser library would make, `tok_visa`. */
export function findTestCardByCardToken(token: string): TestCard | undefined {
  return token.startsWith('tok_') ? findTestCard(token.replace('tok_', 'pm_card_')) : undefined;
}

/** The same for every payment method made of one card, as at Stripe; a payment method is told from it what to do. */
export function fingerprintOf(card: TestCard): string {
  return `simulated-${card.brand}-${card.last4}`;
}

export function cardOfFingerprint(fingerprint: string): TestCard {
  const card = byFingerprint.get(fingerprint);
  if (!card) throw new Error(`No test card has the fingerprint ${fingerprint}`);
  return card;
}

function visa(token: string, last4: string, title: string, behaviour: IssuerBehaviour): TestCard {
  return { token, aliases: [], title, brand: 'visa', last4, behaviour, aftermath: {} };
}

function declined(token: string, last4: string, title: string, decline: Decline): TestCard {
  const aliases = token.startsWith('pm_card_visa_') ? [token.replace('pm_card_visa_', 'pm_card_')] : [];
  return { ...visa(token, last4, title, { kind: 'decline', decline }), aliases };
}
