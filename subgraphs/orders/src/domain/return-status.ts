import type { OrderEventKind } from './order-event-kind.js';

export const ReturnStatus = {
  REQUESTED: 'REQUESTED',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  WITHDRAWN: 'WITHDRAWN',
  RECEIVED: 'RECEIVED',
  COMPLETED: 'COMPLETED',
} as const;
export type ReturnStatus = keyof typeof ReturnStatus;

/** One way from a state to the next: who may go it, and what the order's timeline calls it. */
interface ReturnTransition {
  readonly from: readonly ReturnStatus[];
  readonly to: ReturnStatus;
  readonly by: 'buyer' | 'seller';
  readonly event: OrderEventKind;
}

/** Every way a return can go. Admins may go all of them. */
export const RETURN_STEPS = {
  approve: { from: ['REQUESTED'], to: 'APPROVED', by: 'seller', event: 'RETURN_APPROVED' },
  reject: { from: ['REQUESTED'], to: 'REJECTED', by: 'seller', event: 'RETURN_REJECTED' },
  withdraw: { from: ['REQUESTED', 'APPROVED'], to: 'WITHDRAWN', by: 'buyer', event: 'RETURN_WITHDRAWN' },
  receive: { from: ['APPROVED'], to: 'RECEIVED', by: 'seller', event: 'RETURN_RECEIVED' },
  complete: { from: ['RECEIVED'], to: 'COMPLETED', by: 'seller', event: 'RETURN_COMPLETED' },
} as const satisfies Readonly<Record<string, ReturnTransition>>;
export type ReturnStep = keyof typeof RETURN_STEPS;

/** `done`: it is there already, so that asking twice is harmless. */
export function lookAhead(status: ReturnStatus, step: ReturnStep): 'possible' | 'done' | 'impossible' {
  const { from, to }: ReturnTransition = RETURN_STEPS[step];
  if (status === to) return 'done';
  return from.includes(status) ? 'possible' : 'impossible';
}
