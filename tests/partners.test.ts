import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { required, type Souk, startSouk } from './_souk.js';

const manifest: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('../schema/persisted/partners.json', import.meta.url), 'utf8'),
);
const catalogueId = required(Object.keys(manifest).find((id) => manifest[id]?.includes('query PartnerCatalogue(')));

let souk: Souk;

beforeAll(async () => {
  souk = await startSouk();
});
afterAll(() => souk?.[Symbol.asyncDispose]());

async function askAsPartner(body: object, apiKey = souk.platform.partnerApiKey) {
  const response = await fetch(souk.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    body: JSON.stringify(body),
  });
  const answer: any = await response.json();
  return { status: response.status, answer };
}

it('a partner runs a registered operation by its id', async () => {
  const { answer } = await askAsPartner({ documentId: catalogueId, variables: { first: 2 } });
  expect(answer.errors).toBeUndefined();
  expect(answer.data.products.nodes).toHaveLength(2);
  expect(answer.data.products.nodes[0].variants[0]).toMatchObject({ sku: expect.any(String), price: {} });
});

it('a partner runs nothing that is not registered, not even what everybody else may', async () => {
  const query = '{ products(first: 1) { nodes { id } } }';
  const { status, answer } = await askAsPartner({ query });
  expect({ status, code: answer.errors[0].extensions.code }).toEqual({ status: 200, code: 'QUERY_NOT_IN_SAFELIST' });
  expect((await souk.ask(query)).errors).toBeUndefined();
});

it('a key that nobody has is refused', async () => {
  const { status, answer } = await askAsPartner({ documentId: catalogueId }, 'somebody else');
  expect({ status, code: answer.errors[0].extensions.code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
});
