import { cartLinesAdded, productChanged, reviewWritten } from '@souk/events';
import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aProduct, buy, startRecommendations, type TestRecommendations, tell } from './_recommendations.js';

let part: TestRecommendations;
beforeAll(async () => {
  part = await startRecommendations();
});
afterAll(() => part?.[Symbol.asyncDispose]());

const deedsOf = (productId: string) =>
  part.sql`select user_id, type, rating, is_vouched from interactions where product_id = ${productId} order by id`;

it('learns once of a purchase that is told twice, a guest’s too', async () => {
  const [userId, productId] = [newId(), newId()];
  expect(await buy(part, userId, [productId])).toEqual([204, 204]);
  await buy(part, null, [productId]);
  expect(await deedsOf(productId)).toEqual([
    { user_id: userId, type: 'PURCHASE', rating: null, is_vouched: true },
    { user_id: null, type: 'PURCHASE', rating: null, is_vouched: true },
  ]);
});

it('learns of cart lines and reviews', async () => {
  const [userId, productId] = [newId(), newId()];
  await tell(part, cartLinesAdded, {
    cartId: newId(),
    userId,
    lines: [{ variantId: newId(), productId, quantity: 2 }],
  });
  await tell(part, reviewWritten, { reviewId: newId(), productId, userId, rating: 2 });
  expect(await deedsOf(productId)).toMatchObject([
    { user_id: userId, type: 'CART' },
    { user_id: userId, type: 'REVIEW', rating: 2 },
  ]);
});

it('keeps the newest version of a product, in whatever order they come', async () => {
  const product = aProduct({ name: 'New name', attributes: [{ key: 'colour', value: 'red' }] });
  await tell(part, productChanged, product, { version: 3 });
  await tell(part, productChanged, { ...product, name: 'Old name' }, { version: 2 });
  const kept = () => part.sql`select name, attributes, version from products where id = ${product.productId}`;
  expect(await kept()).toEqual([{ name: 'New name', attributes: product.attributes, version: 3 }]);
  await tell(part, productChanged, { ...product, name: 'Newest name' }, { version: 4 });
  expect(await kept()).toMatchObject([{ name: 'Newest name', version: 4 }]);
});
