import type { OrderStatus } from './order-status.js';
import type { Payment, Refund } from './payment.js';

export const DocumentKind = { INVOICE: 'INVOICE', CREDIT_NOTE: 'CREDIT_NOTE' } as const;
export type DocumentKind = keyof typeof DocumentKind;

/** An invoice, or the credit note of a refund. What it says is the order's, which keeps lines, amounts and addresses as they were. */
export interface OrderDocument {
  readonly id: string;
  readonly orderId: string;
  readonly kind: DocumentKind;
  /** without a gap within its kind */
  readonly number: string;
  /** of a credit note */
  readonly refundId: string | null;
  readonly amountMinor: number;
  readonly issuedAt: Date;
}

const PREFIXES: Readonly<Record<DocumentKind, string>> = { INVOICE: 'INV', CREDIT_NOTE: 'CN' };

/** `INV-000042` @param count  from 1 */
export function documentNumber(kind: DocumentKind, count: number): string {
  return `${PREFIXES[kind]}-${String(count).padStart(6, '0')}`;
}

const SOLD: readonly OrderStatus[] = ['CONFIRMED', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'RETURNED'];

/** Sold is sold: also an order that was cancelled after its money came has an invoice, and credit notes that take it back. */
export function isInvoiced(status: OrderStatus, { paidAt }: Pick<Payment, 'paidAt'>): boolean {
  return SOLD.includes(status) || paidAt !== null;
}

/** The refunds that reached the buyer and have no credit note yet, oldest first. */
export function uncredited(refunds: readonly Refund[], issued: readonly Pick<OrderDocument, 'refundId'>[]): Refund[] {
  const credited = new Set(issued.map(({ refundId }) => refundId));
  return refunds.filter(({ id, status }) => status === 'SUCCEEDED' && !credited.has(id));
}
