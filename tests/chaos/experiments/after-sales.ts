import { randomUUID } from 'node:crypto';
import { until } from '@souk/subgraph-kit/testing';
import type { Outcome } from '../clients/client-log.js';
import type { Known, Pieces, Shopkeeper } from '../clients/shopkeeper.js';
import { insist, type Shopper } from '../clients/shopper.js';
import type { Experiment, Trial } from './experiment.js';
import { buy, type Patience } from './walk.js';

/** Of each order, so that one may be sent and the other not. */
const PIECES = 2;
const CARD = 'pm_card_visa';
/** Rows of an import that are one transaction. */
const TURN = 500;
/** From the payment to the shelf and back, over two facts that may have to be delivered twice. */
const READY_WITHIN_MS = 15_000;

/** Ends a story: an answer did not come, or something is not possible any more. */
class Ended extends Error {}

const INSISTS = { forMs: 60_000 };

/** Nothing is broken: what the others break goes right by itself. */
export const afterSalesUndisturbed: Experiment = {
  name: 'after-sales',
  says: 'parcels, returns, an exchange and refunds by pieces; money taken at once or parcel by parcel, in turn',
  trials: { short: 1, full: 20 },
  async perform(trial) {
    const isByParcel = trial.seed % 2 === 0;
    const orders = trial.rig.parts.get('orders');
    if (isByParcel) await orders.restartWith({ PAYMENT_CAPTURE: 'on-fulfilment' });
    await afterSales(trial, INSISTS);
    if (isByParcel) await orders.restartWith({});
    return [];
  },
};

/** Everything that happens to orders once they are paid: parcels, returns with each of their ends, an exchange, pieces that are never sent. */
export async function afterSales(trial: Trial, patience: Patience): Promise<void> {
  const { floor, log } = trial;
  const variantId = await floor.variantWith(50);
  const teller = new Teller(trial, { patience, variantId, keeper: await floor.shopkeeper(log) });
  const stories = [
    () => teller.returned(),
    () => teller.kept(),
    () => teller.exchanged(),
    () => teller.dropped(),
    () => teller.restDropped(),
    () => teller.allDropped(),
    () => teller.imported(),
  ];
  const ends = await Promise.allSettled(stories.map((story) => story()));
  const failed = ends.find((end) => end.status === 'rejected' && !(end.reason instanceof Ended));
  if (failed?.status === 'rejected') throw failed.reason;
}

interface Stage {
  readonly patience: Patience;
  readonly variantId: string;
  readonly keeper: Shopkeeper;
}

interface PaidOrder {
  readonly id: string;
  readonly lineId: string;
}

class Teller {
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
    await buy(member, { variantId, card: CARD, patience, exchangeOf: { orderId: order.id, returnId } });
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
