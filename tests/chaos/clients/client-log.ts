/** What a client knows about a call of its own: `unknown` when no answer came, or one that leaves open what was done. */
export type Outcome<Data> =
  | { readonly kind: 'ok'; readonly data: Data }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unknown'; readonly why: string };

export type Deed =
  | 'cart-create'
  | 'lines-add'
  | 'cart-claim'
  | 'order-place'
  | 'order-cancel'
  | 'coupon-apply'
  | 'parcel-send'
  | 'parcel-arrive'
  | 'refund-ask'
  | 'return-request'
  | 'return-step'
  | 'trespass'
  | 'other';

/** One call, as its client saw it. Everything that the checker later holds the databases to. */
export interface LoggedCall {
  readonly deed: Deed;
  /** what was asked, as far as the checker needs it */
  readonly asked: Readonly<Record<string, string | number>>;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: Outcome<Readonly<Record<string, string | number>>>;
}

export class ClientLog {
  readonly calls: LoggedCall[] = [];

  add(call: LoggedCall): void {
    this.calls.push(call);
  }

  counts(): Readonly<Record<Outcome<never>['kind'], number>> {
    const count = (kind: string) => this.calls.filter(({ outcome }) => outcome.kind === kind).length;
    return { ok: count('ok'), refused: count('refused'), unknown: count('unknown') };
  }
}
