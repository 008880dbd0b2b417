import { randomUUID } from 'node:crypto';
import { until } from '@souk/subgraph-kit/testing';
import type { Outcome } from '../clients/client-log.js';
import type { Known, Pieces, Shopkeeper } from '../clients/shopkeeper.js';
import { insist, type Shopper } from '../clients/shopper.js';
import type { Trial } from './experiment.js';
import { buy, type Patience } from './walk.js';

/** Of each order, so that one may be sent and the other not. */
const PIECES = 2;
const CARD = 'pm_card_visa';
/** Rows of an import that are one transaction. */
const TURN = 500;
/** From the payment to the shelf and back, over two facts that may have to be delivered twice. */
const READY_WITHIN_MS = 15_000;

/** An answer did not come, or something is not possible any more. */
export class Ended extends Error {}

export interface Stage {
  readonly patience: Patience;
  readonly variantId: string;
  readonly keeper: Shopkeeper;
}

interface PaidOrder {
  readonly id: string;
  readonly lineId: string;
}

/** What happens to orders, one method a story. Each throws Ended where it cannot go on. */
export class Teller {
  readonly #trial: Trial;
  readonly #stage: Stage;

  constructor(trial: Trial, stage: Stage) {
    this.#trial = trial;
    this.#stage = stage;
  }

  /** One piece comes back and is sold again, then the other, which is lost: the order is RETURNED. */
  async returned(): Promise<void> {
    const order = await this.#delivered(this.#guest());
    await this.#refund(await this.#received(order, { restockedQuantity: 1 }));
    await this.#refund(await this.#received(order, { writtenOffQuantity: 1 }));
  }

  /** The buyer thinks better of it, then the shop does not want it. */
  async kept(): Promise<void> {
    const order = await this.#delivered(this.#guest());
    const { keeper } = this.#stage;
    const withdrawn = await this.#requested(order);
    await this.#ask(() => keeper.goOn('withdraw', withdrawn, { orderId: order.id }));
    const rejected = await this.#requested(order);
    await this.#ask(() => keeper.goOn('reject', rejected, { answer: 'chaos' }));
  }

  /** A member, who has a customer at Stripe. */
  async exchanged(): Promise<void> {
    const { floor, log } = this.#trial;
    const { variantId, patience } = this.#stage;
    const member = await floor.member(log);
    const order = await this.#delivered(member);
    const returnId = await this.#received(order, { restockedQuantity: 1 });
    const placed = await buy(member, { variantId, card: CARD, patience, exchangeOf: { orderId: order.id, returnId } });
    if (!placed) throw new Ended();
  }

  async dropped(): Promise<void> {
    const order = await this.#paid(this.#guest());
    await this.#drop(order);
    await this.#deliver(await this.#send(order));
  }

  /** The other way round: one is sent, and the rest never will be. */
  async restDropped(): Promise<void> {
    const order = await this.#paid(this.#guest());
    const parcel = await this.#send(order, [{ lineId: order.lineId, quantity: 1 }]);
    await this.#drop(order);
    await this.#deliver(parcel);
  }

  /** Both pieces, at once: nothing of the order is left, and it ends. */
  async allDropped(): Promise<void> {
    const order = await this.#paid(this.#guest());
    await Promise.all([this.#drop(order), this.#drop(order)]);
  }

  /** More than one turn: nobody knows the goods between the first shelf and the others. */
  async imported(): Promise<void> {
    const { variantId, keeper } = this.#stage;
    const shelves = await this.#trial.rig.sql.inventory`
      select sku, code from stock_items join variants v on v.id = variant_id join warehouses w on w.id = warehouse_id
      where variant_id = ${variantId} and sku is not null order by code`;
    const [first, ...others] = shelves.map(({ sku, code }) => `${sku},${code},5`);
    const unknown = Array.from({ length: TURN }, (_, index) => `nothing-${index},NOWHERE,5`);
    const csv = ['sku,warehouse,delta', first, ...unknown, ...others].join('\n');
    await this.#ask((key) => keeper.importStock(csv, key));
  }

  #guest(): Shopper {
    return this.#trial.floor.guest(this.#trial.log);
  }

  /** @throws Ended  unless it was done */
  async #ask(call: (key: string) => Promise<Outcome<Known>>): Promise<string> {
    const key = randomUUID();
    const outcome = await insist(() => call(key), this.#stage.patience);
    if (outcome.kind !== 'ok') throw new Ended();
    return outcome.data.id;
  }

  async #paid(buyer: Shopper): Promise<PaidOrder> {
    const { variantId, patience } = this.#stage;
    const order = await buy(buyer, { variantId, quantity: PIECES, card: CARD, patience });
    if (!order) throw new Ended();
    const { orders } = this.#trial.rig.sql;
    const isReady = async () =>
      (await orders`select 1 from orders where id = ${order.id} and status = 'PROCESSING'`).length > 0;
    await until(isReady, { timeoutMs: READY_WITHIN_MS }).catch((cause) => {
      throw new Ended('', { cause });
    });
    const [line] = await orders`select id from order_lines where order_id = ${order.id}`;
    return { id: order.id, lineId: String(line?.id) };
  }

  async #delivered(buyer: Shopper): Promise<PaidOrder> {
    const order = await this.#paid(buyer);
    await this.#deliver(await this.#send(order));
    return order;
  }

  #send(order: PaidOrder, lines?: readonly Pieces[]): Promise<string> {
    return this.#ask((key) => this.#stage.keeper.send(order.id, key, lines));
  }

  #deliver(shipmentId: string): Promise<string> {
    return this.#ask(() => this.#stage.keeper.noteArrival(shipmentId));
  }

  #drop({ id, lineId }: PaidOrder): Promise<string> {
    return this.#ask((key) => this.#stage.keeper.drop(id, key, [{ lineId, quantity: 1 }]));
  }

  #requested({ id, lineId }: PaidOrder): Promise<string> {
    return this.#ask((key) => this.#stage.keeper.requestReturn(id, key, [{ lineId, quantity: 1 }]));
  }

  async #received(order: PaidOrder, came: Readonly<Record<string, number>>): Promise<string> {
    const { keeper } = this.#stage;
    const returnId = await this.#requested(order);
    await this.#ask(() => keeper.goOn('approve', returnId));
    const lines = [{ lineId: order.lineId, ...came }];
    await this.#ask((idempotencyKey) => keeper.goOn('receive', returnId, { lines, idempotencyKey }));
    return returnId;
  }

  #refund(returnId: string): Promise<string> {
    return this.#ask((idempotencyKey) => this.#stage.keeper.goOn('refund', returnId, { idempotencyKey }));
  }
}
