import type { Account } from '../account.js';
import type { FaultInput, FaultStatus } from '../faults/fault.js';
import type { ForgedDelivery } from '../webhooks/dispatcher.js';
import type { Movement } from '../witness/movement.js';
import type { WitnessReport } from '../witness/witness.js';

export interface ClockReading {
  /** ISO 8601, UTC */
  readonly now: string;
  /** how far the clock was moved */
  readonly offsetSeconds: number;
}

/** What tests and the chaos rig can do that no client of Stripe can. */
export class Control {
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
  }

  /** @throws ZodError    naming what is wrong with the fault */
  addFault(fault: FaultInput): FaultStatus {
    return this.#account.faults.add(fault);
  }

  faults(): readonly FaultStatus[] {
    return this.#account.faults.list();
  }

  /**
   * Takes back a fault, or all; events that were held to be reordered go out as they happened.
   *
   * @returns    whether there was any
   */
  clearFaults(id?: string): boolean {
    const wereAny = this.#account.faults.clear(id);
    if (wereAny) this.#account.webhooks.releaseHeld();
    return wereAny;
  }

  clock(): ClockReading {
    const { now, offsetSeconds } = this.#account.clock;
    return { now: new Date(now() * 1000).toISOString(), offsetSeconds };
  }

  /** @param seconds    whole; negative moves it back. Authorizations that are over expire at once. */
  moveClock(seconds: number): ClockReading {
    this.#account.moveClock(seconds);
    return this.clock();
  }

  /**
   * Sends an event again, past all faults.
   *
   * @returns    to how many endpoints; undefined when there is no such event
   */
  resendEvent(id: string): number | undefined {
    const event = this.#account.ledger.events.get(id);
    return event && this.#account.webhooks.resend(event);
  }

  /** Webhooks wait until `goWebhooks`. */
  stopWebhooks(): void {
    this.#account.webhooks.stop();
  }

  goWebhooks(): void {
    this.#account.webhooks.go();
  }

  /** The untrue events that faults have sent, oldest first, and how they were answered. */
  forgedWebhooks(): readonly ForgedDelivery[] {
    return this.#account.webhooks.forged();
  }

  /** What the journal of money movements says. */
  witness(): WitnessReport {
    return this.#account.witness.report(this.#account.ledger);
  }

  /** oldest first, at most 200,000 */
  movements(orderId?: string): readonly Movement[] {
    return this.#account.witness.movements(orderId);
  }

  /** How often the work behind each idempotency key of the last 24 hours was done. */
  idempotencyKeys(): Readonly<Record<string, number>> {
    return this.#account.executions.byKey();
  }
}
