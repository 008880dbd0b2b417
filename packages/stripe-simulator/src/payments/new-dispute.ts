import type { Stripe } from 'stripe';
import { newId } from '../ids.js';
import type { Aftermath } from '../test-cards.js';

export type Complaint = NonNullable<Aftermath['dispute']>;

/** How long there is to answer; Stripe's test mode gives about nine days. */
const ANSWER_WITHIN_SECONDS = 9 * 24 * 60 * 60;

/** Visa's codes for a chargeback and for an inquiry. */
const NETWORK_REASON_CODES = {
  fraudulent: { chargeback: '10.4', inquiry: '10' },
  product_not_received: { chargeback: '13.1', inquiry: '30' },
} as const;

/** A dispute as it is opened: over all of the charge, unanswered, no money taken yet. */
export function newDispute(charge: Stripe.Charge, complaint: Complaint, at: number): Stripe.Dispute {
  const { reason, isInquiry } = complaint;
  const caseType = isInquiry ? 'inquiry' : 'chargeback';
  const code = NETWORK_REASON_CODES[reason][caseType];
  return {
    id: newId('du'),
    object: 'dispute',
    amount: charge.amount_captured,
    balance_transactions: [],
    charge: charge.id,
    created: at,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: at + ANSWER_WITHIN_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    network_reason_code: code,
    payment_intent: charge.payment_intent,
    payment_method_details: {
      type: 'card',
      card: {
        brand: charge.payment_method_details?.card?.brand ?? 'visa',
        case_type: caseType,
        network: charge.payment_method_details?.card?.network ?? 'visa',
        network_reason_code: code,
      },
    },
    reason,
    status: isInquiry ? 'warning_needs_response' : 'needs_response',
  } satisfies Stripe.Dispute;
}

const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
