import { GUEST } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { factsOf, startProducts, type TestProducts } from './_products.js';

const REVIEW = `mutation ($input: ReviewCreateInput!) { reviewCreate(input: $input) {
  review { id rating author { id } } product { rating reviewCount } userErrors { code path } } }`;

let products: TestProducts;

beforeAll(async () => {
  products = await startProducts();
});

afterAll(() => products?.[Symbol.asyncDispose]());

const review = (productId: string, facts: Record<string, unknown> = {}) => ({
  input: { productId, rating: 4, title: 'Good', body: 'I would buy it again.', ...facts },
});

it('keeps the average, tells the others and lists the newest first', async () => {
  const { id } = await products.product();
  const [first, second] = [aMember(), aMember()];
  await products.ask(REVIEW, review(id, { rating: 5 }), first);
  const { reviewCreate } = await products.ask(REVIEW, review(id, { rating: 2 }), second);
  expect(reviewCreate).toMatchObject({
    review: { rating: 2, author: { id: second.id } },
    product: { rating: 3.5, reviewCount: 2 },
  });
  const [told] = (await factsOf(products, 'review-written')).filter(({ data }) => data.userId === second.id);
  expect(told).toMatchObject({ version: 1, data: { productId: id, rating: 2, reviewId: reviewCreate.review.id } });
  const page = async (after?: string) =>
    (
      await products.ask(
        'query ($id: ID, $after: String) { product(id: $id) { reviews(first: 1, after: $after) { nodes { rating } totalCount pageInfo { hasNextPage endCursor } } } }',
        { id, after },
      )
    ).product.reviews;
  const newest = await page();
  expect(newest).toMatchObject({ nodes: [{ rating: 2 }], totalCount: 2, pageInfo: { hasNextPage: true } });
  expect(await page(newest.pageInfo.endCursor)).toMatchObject({
    nodes: [{ rating: 5 }],
    pageInfo: { hasNextPage: false },
  });
  const found = await products.ask('{ products(filter: { ratingMin: 3.5 }, sort: RATING) { nodes { id } } }');
  expect(found.products.nodes).toEqual([{ id }]);
});

it('takes one review of each member, also when she sends several at once', async () => {
  const { id } = await products.product();
  const member = aMember();
  const codes = await Promise.all(
    [1, 2, 3, 4].map((rating) => products.refusal(REVIEW, review(id, { rating }), member)),
  );
  expect(codes.filter((code) => code === 'ALREADY_REVIEWED')).toHaveLength(3);
  const { product } = await products.ask(
    'query ($id: ID) { product(id: $id) { reviewCount reviews { totalCount nodes { id } } } }',
    { id },
  );
  expect([product.reviewCount, product.reviews.nodes.length]).toEqual([1, 1]);
});

it('counts all reviews that come at once', async () => {
  const { id } = await products.product();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => products.ask(REVIEW, review(id, { rating: (index % 5) + 1 }), aMember())),
  );
  const { product } = await products.ask('query ($id: ID) { product(id: $id) { rating reviewCount } }', { id });
  expect(product).toEqual({ rating: 3, reviewCount: 20 });
});

it('gives the first answer again for the same key', async () => {
  const { id } = await products.product();
  const member = aMember();
  const once = review(id, { idempotencyKey: 'once' });
  const first = await products.ask(REVIEW, once, member);
  expect((await products.ask(REVIEW, once, member)).reviewCreate.review).toEqual(first.reviewCreate.review);
});

it('is for members, of products that are sold', async () => {
  const { id } = await products.product();
  expect(await products.refusal(REVIEW, review(id), GUEST)).toBe('UNAUTHENTICATED');
  await products.sql`update products set is_active = false where id = ${id}`;
  expect(await products.refusal(REVIEW, review(id), aMember())).toBe('NOT_FOUND');
});
