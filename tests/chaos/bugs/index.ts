import type { PlantedBug } from './planted-bug.js';

/**
 * Ten mistakes, each of which an experiment must notice: an instrument that notices none of them proves nothing. Their code is in no
 * build but the chaos build of the one bug; a test keeps their places true.
 */
export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'read-then-set-stock',
    says: 'stock is read, counted and set, without a lock',
    alterations: [
      {
        file: 'subgraphs/inventory/src/data/stock.repository.ts',
        from: "    .orderBy(asc(variants.id))\n    .for('no key update');",
        to: '    .orderBy(asc(variants.id));',
      },
    ],
    sql: {
      inventory: `create or replace function apply_stock_movements() returns trigger language plpgsql as $$
        declare change record; item stock_items;
        begin
          for change in select variant_id, warehouse_id, sum(on_hand_delta)::int as on_hand, sum(reserved_delta)::int as reserved
            from added group by 1, 2 loop
            select * into item from stock_items i
              where i.variant_id = change.variant_id and i.warehouse_id = change.warehouse_id;
            perform pg_sleep(0.005); -- the way to the program and back
            update stock_items i set on_hand = item.on_hand + change.on_hand, reserved = item.reserved + change.reserved
              where i.variant_id = change.variant_id and i.warehouse_id = change.warehouse_id;
          end loop;
          return null;
        end $$;`,
    },
    experiment: 'flash-sale',
    caughtBy: [
      'stock: numbers = sums of movements',
      'stock: reserved = live reservations',
      'stock: all is sold and no more',
    ],
  },
  {
    name: 'missing-unique-key',
    says: 'nothing keeps an idempotency key from being taken twice',
    alterations: [],
    sql: { orders: 'alter table placements drop constraint placements_scope_key_pk' },
    experiment: 'same-key',
    caughtBy: ['orders: one per idempotency key', 'orders: one answer per idempotency key', 'orders: one per cart'],
  },
  {
    name: 'outbox-outside-transaction',
    says: 'that an order was paid is told before it is committed',
    alterations: [
      {
        file: 'subgraphs/orders/src/use-cases/confirm-order.ts',
        from: "{ outbox, clock }: Pick<OrdersDependencies, 'outbox' | 'clock'>,",
        to: '{ outbox, clock, database }: OrdersDependencies,',
      },
      {
        file: 'subgraphs/orders/src/use-cases/confirm-order.ts',
        from: 'await outbox.append(tx, [event]);',
        to: 'await outbox.append(database.db, [event]);',
      },
    ],
    experiment: 'kill-before-commit',
    caughtBy: ['facts: what is told happened', 'facts: told once'],
  },
  {
    name: 'webhook-not-deduplicated',
    says: 'an event of Stripe is acted on as often as it comes',
    alterations: [
      {
        file: 'subgraphs/orders/src/data/stripe-event.repository.ts',
        from: '::int)).id from heard`',
        to: '::int)).id from (select 1) as again`',
      },
    ],
    experiment: 'webhook-storm',
    caughtBy: ['webhooks: each event is acted on once'],
  },
  {
    name: 'state-of-last-webhook',
    says: 'an order is what the last webhook said',
    alterations: [
      {
        file: 'subgraphs/orders/src/use-cases/receive-stripe-event.ts',
        from: ': askLater(tx, orderId);',
        to: ': believe(tx, orderId, news.state.outcome.kind);',
      },
      {
        file: 'subgraphs/orders/src/use-cases/receive-stripe-event.ts',
        from: 'async function askLater(',
        to: `async function believe(tx: OrdersTransaction, orderId: string, said: string): Promise<boolean> {
          const order = await lockOrder(tx, orderId);
          const paymentStatus = { failed: 'REQUIRES_PAYMENT', 'action-required': 'REQUIRES_ACTION' }[said];
          if (!order || !paymentStatus) return false;
          await writeChange(tx, order, { paymentStatus, kind: 'PAYMENT_FAILED', message: said, at: new Date() });
          return true;
        }

        async function askLater(`,
      },
      {
        file: 'subgraphs/orders/src/use-cases/receive-stripe-event.ts',
        from: "import { lockOrder } from '../data/order.repository.js';",
        to: "import { lockOrder, writeChange } from '../data/order.repository.js';",
      },
    ],
    experiment: 'webhook-orders',
    caughtBy: ['money: the payment status is what the bank says'],
  },
  {
    name: 'pub-sub-only',
    says: 'who follows an order hears of it by Redis alone',
    alterations: [
      {
        file: 'subgraphs/orders/src/use-cases/follow-order.ts',
        from: 'await Promise.race([woken, silence, this.#ended]);',
        to: 'await Promise.race([woken, this.#ended]);',
      },
    ],
    experiment: 'followers',
    caughtBy: ['followers: received = committed'],
  },
  {
    name: 'retried-mutation',
    says: 'the router sends a mutation again when no answer came',
    alterations: [
      {
        file: 'router/src/subgraphs/retrying-transport.ts',
        from: "if (request.kind === 'mutation') return this.#options.inner.send(request, deadlineAt);",
        to: '',
      },
    ],
    experiment: 'lost-replies',
    caughtBy: ['carts: pieces are what was put in'],
  },
  {
    name: 'missing-owner-check',
    says: 'whoever knows the number of an order may cancel it',
    alterations: [
      {
        file: 'subgraphs/orders/src/use-cases/cancel-order.ts',
        from: '  await requireCancelRight(deps, viewer, orderId);\n',
        to: '',
      },
    ],
    experiment: 'strangers',
    caughtBy: ['access: strangers are refused'],
  },
  {
    name: 'unbounded-queue',
    says: 'any number of requests may wait for a subgraph',
    alterations: [
      {
        file: 'router/src/subgraphs/waiting-line.ts',
        from: 'const { maxQueued, watch, onRefused } = this.#options;',
        to: 'const { maxQueued, watch, onRefused } = { ...this.#options, maxQueued: Number.POSITIVE_INFINITY };',
      },
    ],
    experiment: 'overload',
    caughtBy: ['queues: what is too much is refused at once'],
  },
  {
    name: 'refund-not-capped',
    says: 'a refund is promised whatever is left of the payment',
    alterations: [
      {
        file: 'subgraphs/orders/src/use-cases/refund-order.ts',
        from: 'leftMinor: refundableMinor(payment),',
        to: 'leftMinor: Number.MAX_SAFE_INTEGER,',
      },
      {
        file: 'subgraphs/orders/src/data/payment.repository.ts',
        from: `.where(and(eq(payments.orderId, orderId), sql\`\${claimed} + \${payments.disputedMinor} <= \${payments.capturedMinor}\`))`,
        to: '.where(eq(payments.orderId, orderId))',
      },
    ],
    experiment: 'two-refunds',
    caughtBy: ['money: refunds ≤ captured', 'money: what is promised back goes back'],
  },
];
