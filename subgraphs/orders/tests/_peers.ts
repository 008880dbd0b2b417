import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CheckoutRefusal,
  type CheckoutSnapshot,
  checkoutSnapshotRequest,
  type EventEnvelope,
  extendRequest,
  releaseRedemptionsRequest,
  releaseRequest,
  reserveRequest,
} from '@souk/events';
import { newId, type Peer, type Route, readBody, readSubgraphConfig, serviceRoute } from '@souk/subgraph-kit';
import { testEnvironment } from '@souk/subgraph-kit/testing';

/** Stand-ins of carts and inventory that speak their contracts, signatures included, and hear every fact. */
export interface Peers extends AsyncDisposable {
  /** `CARTS_URL`, `INVENTORY_URL` and so on, for the environment */
  readonly variables: Record<string, string>;
  /** by cart id: what is to be paid, or why it can't be */
  readonly carts: Map<string, CheckoutSnapshot | CheckoutRefusal>;
  /** pieces that can still be reserved, by variant; what is missing is plenty */
  readonly stock: Map<string, number>;
  /** by variant that is sold before it is there: days until it is */
  readonly leadDays: Map<string, number>;
  /** order ids that hold stock now */
  readonly reservations: Set<string>;
  readonly facts: EventEnvelope[];
  /** calls that came, by path */
  readonly asked: string[];
  /** calls that were answered, by path */
  readonly calls: string[];
  /** paths that answer 503 */
  readonly broken: Set<string>;
  /** awaited before each answer */
  hold: Promise<void>;
}

export async function startPeers(): Promise<Peers> {
  const peers: Peers = {
    variables: {},
    carts: new Map(),
    stock: new Map(),
    leadDays: new Map(),
    reservations: new Set(),
    facts: [],
    asked: [],
    calls: [],
    broken: new Set(),
    hold: Promise.resolve(),
    [Symbol.asyncDispose]: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
  const configOf = (name: Peer) => readSubgraphConfig(testEnvironment('postgres://nobody'), { name, defaultPort: 0 });
  const carts = await serve(peers, [
    serviceRoute(configOf('carts'), '/service/checkout-snapshot', checkoutSnapshotRequest, async (request) => {
      const cart = peers.carts.get(request.cartId) ?? aRefusal('CART_NOT_FOUND');
      if ('code' in cart) return { kind: 'refused', refusal: cart };
      if (cart.cartVersion === request.expectedVersion) return { kind: 'snapshot', snapshot: cart };
      return { kind: 'refused', refusal: aRefusal('CART_VERSION_STALE', { currentVersion: cart.cartVersion }) };
    }),
    serviceRoute(configOf('carts'), '/service/release-redemptions', releaseRedemptionsRequest, async () => ({
      released: 1,
    })),
  ]);
  const inventory = await serve(peers, [
    serviceRoute(configOf('inventory'), '/service/reserve', reserveRequest, async ({ orderId, lines, ttlSeconds }) => {
      const left = (variantId: string) => peers.stock.get(variantId) ?? Number.POSITIVE_INFINITY;
      const short = peers.reservations.has(orderId) ? [] : lines.filter((line) => left(line.variantId) < line.quantity);
      if (short.length > 0) {
        return { kind: 'short', lines: short.map(({ variantId }) => ({ variantId, available: left(variantId) })) };
      }
      if (!peers.reservations.has(orderId)) {
        for (const { variantId, quantity } of lines) peers.stock.set(variantId, left(variantId) - quantity);
      }
      peers.reservations.add(orderId);
      const backordered = lines.flatMap(({ variantId, quantity }) => {
        const leadDays = peers.leadDays.get(variantId);
        return leadDays === undefined ? [] : [{ variantId, quantity, leadDays }];
      });
      return { kind: 'reserved', expiresAt: new Date(Date.now() + ttlSeconds * 1_000).toISOString(), backordered };
    }),
    serviceRoute(configOf('inventory'), '/service/release', releaseRequest, async ({ orderId }) => ({
      released: peers.reservations.delete(orderId),
    })),
    serviceRoute(configOf('inventory'), '/service/extend', extendRequest, async ({ orderId }) => ({
      held: peers.reservations.has(orderId),
    })),
  ]);
  const other = await serve(peers, []);
  const servers = [carts, inventory, other];
  Object.assign(peers.variables, {
    CARTS_URL: urlOf(carts),
    INVENTORY_URL: urlOf(inventory),
    USERS_URL: urlOf(other),
    PRODUCTS_URL: urlOf(other),
    RECOMMENDATIONS_URL: urlOf(other),
  });
  return peers;
}

async function serve(peers: Peers, routes: readonly Route[]): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    if (peers.broken.has(path)) return response.writeHead(503).end();
    if (path === '/events') {
      peers.facts.push(JSON.parse(await readBody(request, 1_000_000)));
      return response.writeHead(204).end();
    }
    const route = routes.find((one) => one.path === path);
    if (!route) return response.writeHead(404).end();
    peers.asked.push(path);
    await peers.hold;
    const reply = await route.handle(request, new URL(path, 'http://localhost'));
    peers.calls.push(path);
    return response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function aRefusal(code: CheckoutRefusal['code'], facts: Partial<CheckoutRefusal> = {}): CheckoutRefusal {
  return { code, message: `refused: ${code}`, currentVersion: null, variantIds: [], ...facts };
}

export interface LineOfCart {
  readonly variantId?: string;
  readonly sellerId?: string;
  readonly quantity?: number;
  readonly unitPriceMinor?: number;
}

/** A cart at version 3 that can be ordered; 10 % tax, 5.00 shipping in up to four working days. */
export function aCart(lines: readonly LineOfCart[] = [{}], currency = 'USD'): CheckoutSnapshot {
  const priced = lines.map(
    ({ variantId = newId(), sellerId = newId(), quantity = 1, unitPriceMinor = 2_000 }, index) => ({
      variantId,
      productId: newId(),
      sellerId,
      sku: `SKU-${index}`,
      name: `Thing ${index}`,
      quantity,
      unitPriceMinor,
      subtotalMinor: quantity * unitPriceMinor,
      discountMinor: 0,
      taxMinor: Math.round((quantity * unitPriceMinor) / 10),
      weightGrams: 100,
    }),
  );
  const sum = (key: 'subtotalMinor' | 'taxMinor') => priced.reduce((total, line) => total + line[key], 0);
  const subtotalMinor = sum('subtotalMinor');
  const taxMinor = sum('taxMinor');
  const shippingMinor = subtotalMinor === 0 ? 0 : 500;
  return {
    cartId: newId(),
    cartVersion: 3,
    currency,
    lines: priced,
    totals: {
      subtotalMinor,
      discountMinor: 0,
      shippingMinor,
      taxMinor,
      totalMinor: subtotalMinor + shippingMinor + taxMinor,
    },
    couponCodes: [],
    shippingOption: { id: 'standard', name: 'Standard', minDays: 2, maxDays: 4 },
  };
}
