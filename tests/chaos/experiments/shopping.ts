import { setTimeout as delay } from 'node:timers/promises';
import type { Shopper } from '../clients/shopper.js';
import type { Trial } from './experiment.js';
import { buy, fillCart } from './walk.js';

const GIVES_UP = { forMs: 0 };
const PIECES = 10_000;
/** Nobody asks a shop that is down again at once: what would be measured is how fast errors are made. */
const UNSERVED_MS = 1_000;

/**
 * Shoppers who never stop until it is over: they fill carts, buy, pay in the browser, are declined, cancel, and sometimes only look.
 * They give up where no answer comes, as people do.
 */
export class Shopping {
  #isOver = false;
  readonly #all: Promise<unknown>;

  private constructor(trial: Trial, variantIds: readonly string[], shoppers: number) {
    this.#all = Promise.all(Array.from({ length: shoppers }, () => this.#shop(trial, variantIds)));
  }

  static async begin(trial: Trial, shoppers: number): Promise<Shopping> {
    const variantIds = [await trial.floor.variantWith(PIECES), await trial.floor.variantWith(PIECES)];
    return new Shopping(trial, variantIds, shoppers);
  }

  /** Everybody finishes what he began. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#all;
  }

  async #shop({ rig, floor, log, random }: Trial, variantIds: readonly string[]): Promise<void> {
    const shopper = floor.guest(log);
    while (!this.#isOver) {
      const variantId = variantIds[Math.floor(random() * variantIds.length)] ?? '';
      const isServed = await this.#deed(shopper, variantId, random(), rig.simulator);
      const leastMs = isServed ? 50 : UNSERVED_MS;
      await delay(leastMs + 200 * random());
    }
  }

  /** @returns whether he got what he came for */
  async #deed(
    shopper: Shopper,
    variantId: string,
    dice: number,
    simulator: { url: string; publishableKey: string },
  ): Promise<boolean> {
    if (dice < 0.2) return (await fillCart(shopper, variantId, GIVES_UP)) !== undefined;
    if (dice < 0.3) {
      await buy(shopper, { variantId, card: 'pm_card_visa_chargeDeclined', patience: GIVES_UP });
      return false;
    }
    const inBrowser = dice < 0.6;
    const order = await buy(shopper, { variantId, card: inBrowser ? null : 'pm_card_visa', patience: GIVES_UP });
    if (!order) return false;
    if (inBrowser) await shopper.payAtStripe(order, simulator).catch(() => false);
    if (dice > 0.9) await shopper.cancelOrder(order.id);
    return true;
  }
}
