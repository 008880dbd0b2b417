import { randomUUID } from 'node:crypto';
import { DEMO_LOGINS, DEMO_PASSWORD } from '@souk/demo-world';
import type { Rig } from '../rig/rig.js';
import type { ClientLog } from './client-log.js';
import { askRouter } from './graphql-client.js';
import { Shopkeeper } from './shopkeeper.js';
import { type Coupon, insist, Shopper } from './shopper.js';

const LOG_IN = 'mutation ($input: UserLoginInput!) { userLogin(input: $input) { accessToken } }';
const REGISTER = 'mutation ($input: UserRegisterInput!) { userRegister(input: $input) { accessToken } }';
const PROMOTE = `mutation ($input: PromotionCreateInput!) {
  promotionCreate(input: $input) { userErrors { code message } } }`;
const ADJUST = 'mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { userErrors { code } } }';

/** Prepares what an experiment needs: goods in a given number, people. Nothing here is under test. */
export class ShopFloor {
  readonly #rig: Rig;
  #admin: string | undefined;
  #member: Promise<Shopper> | undefined;
  readonly #used = new Set<string>();

  constructor(rig: Rig) {
    this.#rig = rig;
  }

  /** A variant on sale of which exactly so many pieces can be had, and that no trial has used. */
  async variantWith(pieces: number): Promise<string> {
    const { carts, inventory } = this.#rig.sql;
    const onSale = await carts`select id from catalogue_variants where is_active and prices ? 'USD' order by id`;
    const variantId = onSale.map(({ id }) => String(id)).find((id) => !this.#used.has(id));
    if (!variantId) throw new Error('Every variant was used: start a new rig');
    this.#used.add(variantId);
    const items = await inventory`
      select warehouse_id, on_hand, reserved, safety_stock from stock_items where variant_id = ${variantId} order by 1`;
    let left = pieces;
    for (const { warehouse_id, on_hand, reserved, safety_stock } of items) {
      const delta = left + reserved + (left > 0 ? safety_stock : 0) - on_hand;
      if (delta !== 0) await this.#adjust(variantId, warehouse_id, delta);
      left = 0;
    }
    return variantId;
  }

  guest(log: ClientLog): Shopper {
    return new Shopper({ url: this.#rig.url, log });
  }

  async member(log: ClientLog): Promise<Shopper> {
    const answer = await insist(() => {
      const email = `${randomUUID()}@example.org`;
      const input = { email, password: DEMO_PASSWORD, firstName: 'Ada', lastName: 'Lovelace' };
      return askRouter(this.#rig.url, { query: REGISTER, variables: { input } });
    });
    if (answer.kind !== 'ok') throw new Error(`Nobody could register: ${JSON.stringify(answer)}`);
    return new Shopper({ url: this.#rig.url, log, token: answer.data.userRegister.accessToken });
  }

  /** Ten percent off for so many orders. */
  async couponFor(limit: number): Promise<Coupon> {
    const code = `CHAOS-${randomUUID().slice(0, 8).toUpperCase()}`;
    const input = { code, percentOff: 10, usageLimit: limit, idempotencyKey: randomUUID() };
    const token = await this.adminToken();
    const answer = await insist(() => askRouter(this.#rig.url, { query: PROMOTE, variables: { input }, token }));
    if (answer.kind !== 'ok' || answer.data.promotionCreate.userErrors.length > 0) {
      throw new Error(`There is no coupon: ${JSON.stringify(answer)}`);
    }
    return { code, limit };
  }

  async admin(log: ClientLog): Promise<Shopper> {
    return new Shopper({ url: this.#rig.url, log, token: await this.adminToken() });
  }

  async shopkeeper(log: ClientLog): Promise<Shopkeeper> {
    return new Shopkeeper({ url: this.#rig.url, log, token: await this.adminToken() });
  }

  /** One who stays the same for the whole rig: to register costs a second. */
  async someMember(log: ClientLog): Promise<Shopper> {
    this.#member ??= this.member(log);
    return this.#member;
  }

  async adminToken(): Promise<string> {
    if (this.#admin) return this.#admin;
    const input = { email: DEMO_LOGINS.ADMIN, password: DEMO_PASSWORD };
    const answer = await insist(() => askRouter(this.#rig.url, { query: LOG_IN, variables: { input } }));
    if (answer.kind !== 'ok') throw new Error(`The admin could not log in: ${JSON.stringify(answer)}`);
    this.#admin = String(answer.data.userLogin.accessToken);
    return this.#admin;
  }

  async #adjust(variantId: string, warehouseId: string, delta: number): Promise<void> {
    const input = { variantId, warehouseId, delta, reason: 'chaos', idempotencyKey: randomUUID() };
    const token = await this.adminToken();
    const adjust = () => askRouter(this.#rig.url, { query: ADJUST, variables: { input }, token });
    const answer = await insist(adjust, { forMs: 60_000 });
    if (answer.kind !== 'ok' || answer.data.stockAdjust.userErrors.length > 0) {
      throw new Error(`Stock could not be adjusted: ${JSON.stringify(answer)}`);
    }
  }
}
