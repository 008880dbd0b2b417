import { orderPaid } from '@souk/events';
import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProducts, type TestProducts, tell } from './_products.js';

let products: TestProducts;

beforeAll(async () => {
  products = await startProducts();
});

afterAll(() => products?.[Symbol.asyncDispose]());

const anOrder = (quantities: Readonly<Record<string, number>>) => ({
  orderId: newId(),
  number: 'SK-1',
  cartId: null,
  userId: null,
  email: 'guest@example.com',
  phone: null,
  currency: 'USD',
  totals: { subtotalMinor: 0, discountMinor: 0, shippingMinor: 0, taxMinor: 0, totalMinor: 0 },
  lines: Object.entries(quantities).map(([productId, quantity]) => ({
    variantId: newId(),
    productId,
    sku: 'S',
    name: 'N',
    quantity,
    unitPriceMinor: 1,
  })),
});

it('sorts by what was sold, each paid order counted once', async () => {
  const [few, many] = [await products.product(), await products.product()];
  await tell(products, orderPaid, anOrder({ [few.id]: 3, [many.id]: 4 }));
  const again = await tell(products, orderPaid, anOrder({ [many.id]: 1 }));
  expect(await again()).toBe(204);
  const sold =
    await products.sql`select sales_count from products where id = any(${[few.id, many.id]}) order by sales_count`;
  expect(sold.map((row) => row.sales_count)).toEqual([3, 5]);
  const { products: list } = await products.ask('{ products(sort: BESTSELLING) { nodes { id } } }');
  expect(list.nodes.map(({ id }: { id: string }) => id)).toEqual([many.id, few.id]);
});

it('counts orders that name the same products in another order, all at once', async () => {
  const [a, b] = [await products.product(), await products.product()];
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      tell(products, orderPaid, anOrder(index % 2 ? { [a.id]: 1, [b.id]: 1 } : { [b.id]: 1, [a.id]: 1 })),
    ),
  );
  const sold = await products.sql`select sales_count from products where id = any(${[a.id, b.id]})`;
  expect(sold.map((row) => row.sales_count)).toEqual([20, 20]);
});

it('takes an order of a product that it does not know', async () => {
  expect(await (await tell(products, orderPaid, anOrder({ [newId()]: 1 })))()).toBe(204);
});
