import { productChanged } from '@souk/events';
import { newId } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aProduct, buy, listProduct, tell } from './_recommendations.js';
import { CAMPER, KITCHEN, LAMPS, OUTDOOR, openShop, type TestShop } from './_shop.js';

const ITEM = 'product { id } score reason confidence';
const SET = `items { ${ITEM} } algorithmUsed confidence generatedAt`;
const RECOMMENDATIONS = `query ($input: RecommendationInput) { recommendations(input: $input) { ${SET} } }`;

let shop: TestShop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const namesOf = (items: { product: { id: string } }[]) => items.map(({ product }) => shop.nameOf(product.id));

async function recommendations(input: object, viewer = CAMPER) {
  const { data, errors } = await shop.ask(RECOMMENDATIONS, { viewer, variables: { input } });
  expect(errors).toBeUndefined();
  return data.recommendations;
}

describe('Query.recommendations', () => {
  it('shows a member what others with the same taste bought, and says why', async () => {
    const { items, algorithmUsed, confidence, generatedAt } = await recommendations({});
    expect(algorithmUsed).toBe('HYBRID');
    expect(namesOf(items).slice(0, 2).toSorted()).toEqual(['Sleeping bag', 'Tent for two']);
    expect(items[0].reason).toBe('Because you bought Trail Lamp 200');
    expect(confidence).toBeGreaterThan(0);
    expect(Date.parse(generatedAt)).toBeLessThanOrEqual(Date.now());
  });

  it.each(['HYBRID', 'COLLABORATIVE', 'CONTENT'])(
    '%s leaves out what was bought and what is not sold',
    async (algorithm) => {
      const { items, algorithmUsed } = await recommendations({ algorithm, limit: 100 });
      expect(algorithmUsed).toBe(algorithm);
      expect(items.length).toBeGreaterThan(0);
      expect(namesOf(items)).not.toContain('Trail Lamp 200');
      expect(namesOf(items)).not.toContain('Old tent');
    },
  );

  it('finds by CONTENT what is described alike', async () => {
    const { items } = await recommendations({ algorithm: 'CONTENT' });
    expect(namesOf(items)[0]).toBe('Trail Lamp 400');
    expect(items[0].reason).toBe('Similar to what you bought: Trail Lamp 200');
  });

  it('keeps in POPULAR what was bought, most wanted first, with the department’s name', async () => {
    const { items } = await recommendations({ algorithm: 'POPULAR' });
    expect(namesOf(items)[0]).toBe('Trail Lamp 200');
    expect(items[0].reason).toBe('Popular in Outdoor lately');
    const scores = items.map(({ score }: { score: number }) => score);
    expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a));
  });

  it.each(['HYBRID', 'COLLABORATIVE', 'CONTENT'])(
    'falls from %s back to POPULAR for who did nothing yet',
    async (algorithm) => {
      const { items, algorithmUsed } = await recommendations({ algorithm }, aMember());
      expect(algorithmUsed).toBe('POPULAR');
      expect(items).toHaveLength(7);
    },
  );

  it('includes categories with those below them, and excludes products', async () => {
    const outdoor = await recommendations({ algorithm: 'POPULAR', includeCategoryIds: [OUTDOOR] });
    expect(namesOf(outdoor.items)).toHaveLength(5);
    const excludeProductIds = [shop.ids['Trail Lamp 400']?.toUpperCase()];
    const lamps = await recommendations({ algorithm: 'POPULAR', includeCategoryIds: [LAMPS], excludeProductIds });
    expect(namesOf(lamps.items)).toEqual(['Trail Lamp 200']);
    expect((await recommendations({ includeCategoryIds: [newId()] })).items).toEqual([]);
  });

  it.each([
    { limit: 0 },
    { limit: 101 },
    { limit: -1 },
    { includeCategoryIds: ['no-id'] },
    { excludeProductIds: ['a\0b'] },
    { excludeProductIds: Array.from({ length: 501 }, newId) },
  ])('refuses %j', async (input) => {
    const { errors } = await shop.ask(RECOMMENDATIONS, { viewer: CAMPER, variables: { input } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('hides a product that was archived after the training at once', async () => {
    const productId = await listProduct(shop, { name: 'Short-lived', categoryIds: [KITCHEN] });
    await shop.app.train();
    const query = { algorithm: 'POPULAR', limit: 100 };
    const ids = async () => (await recommendations(query)).items.map(({ product }: any) => product.id);
    expect(await ids()).toContain(productId);
    await tell(shop, productChanged, aProduct({ productId, isActive: false }), { version: 2 });
    expect(await ids()).not.toContain(productId);
  });

  it('learns from a purchase in the next training', async () => {
    const newcomer = aMember();
    const lamp400 = shop.ids['Trail Lamp 400'] ?? '';
    for (let person = 0; person < 6; person += 1) await buy(shop, newId(), [lamp400, shop.ids['Camping stove'] ?? '']);
    expect(await shop.app.train()).toBe('trained');
    await buy(shop, newcomer.id, [lamp400]);
    const { items } = await recommendations({ algorithm: 'COLLABORATIVE' }, newcomer);
    expect(namesOf(items)[0]).toBe('Camping stove');
  });
});

describe('User.recommendations', () => {
  const USER = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on User { recommendations(input: { limit: 2 }) { ${SET} } } } }`;
  const ofCamper = async (viewer?: ReturnType<typeof aMember>) => {
    const representations = [{ __typename: 'User', id: CAMPER.id }];
    const { data } = await shop.ask(USER, { viewer, variables: { representations } });
    return data._entities[0].recommendations;
  };

  it('is for the user and admins alone', async () => {
    expect((await ofCamper(CAMPER)).items).toHaveLength(2);
    expect((await ofCamper(aMember({ roles: ['ADMIN'] }))).algorithmUsed).toBe('HYBRID');
    expect(await ofCamper(aMember())).toBeNull();
    expect(await ofCamper()).toBeNull();
  });
});

describe('Query.trending', () => {
  it('is the same for everybody, within a category when one is given', async () => {
    const { data } = await shop.ask(`{ trending(first: 2, categoryId: "${KITCHEN}") { ${ITEM} } }`);
    expect(namesOf(data.trending).toSorted()).toEqual(['Bread knife', 'Chopping board']);
    expect(data.trending[0].reason).toBe('Popular in Kitchen lately');
  });

  it.each(['first: 0', 'first: 101', 'categoryId: "no-id"'])('refuses %s', async (argument) => {
    const { errors } = await shop.ask(`{ trending(${argument}) { score } }`);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('Cart.recommendations', () => {
  const CART = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Cart { recommendations(first: 3) { ${ITEM} } } } }`;
  const forCart = async (productIds: (string | undefined)[]) => {
    const lines = productIds.map((id) => ({ variant: id ? { product: { id } } : { product: null } }));
    const representations = [{ __typename: 'Cart', id: newId(), lines }];
    const { data, errors } = await shop.ask(CART, { variables: { representations } });
    expect(errors).toBeUndefined();
    return data._entities[0].recommendations;
  };

  it('completes the cart with what goes with it, whosever it is', async () => {
    const items = await forCart([shop.ids['Tent for two'], shop.ids['Sleeping bag'], newId(), undefined]);
    expect(namesOf(items)[0]).toBe('Trail Lamp 200');
    expect(items[0].reason).toMatch(/^Goes with (Tent for two|Sleeping bag) in your cart$/);
    expect(namesOf(items)).not.toContain('Tent for two');
  });

  it('shows what is popular while nothing is known of the cart', async () => {
    expect(await forCart([])).toHaveLength(3);
  });
});
