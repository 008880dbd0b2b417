import { type Audit, serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shop } from './fixtures/shop.js';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';

let federation: TestFederation;
let withoutIntrospection: TestFederation;

beforeAll(async () => {
  [federation, withoutIntrospection] = await Promise.all([
    startFederation(shop),
    startFederation(shop, { introspection: false }),
  ]);
});

afterAll(async () => {
  await Promise.all([federation, withoutIntrospection].map((started) => started[Symbol.asyncDispose]()));
});

const audits = serverAudits({ url: () => federation.url });
const isRequired = ({ name }: Audit) => name.startsWith('MUST');

it('knows every audit of GraphQL over HTTP', () => {
  expect([audits.length, audits.filter(isRequired).length]).toEqual([61, 13]);
});

describe('with introspection', () => {
  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (_id, _name, audit) => {
    expect(await audit.fn()).toMatchObject({ status: 'ok' });
  });
});

describe('without introspection, by equivalent queries', () => {
  const required = serverAudits({ url: () => withoutIntrospection.url, fetchFn: fetchEquivalent }).filter(isRequired);

  it.each(required.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (_id, _name, audit) => {
    expect(await audit.fn()).toMatchObject({ status: 'ok' });
  });

  it('would refuse the audits’ own', async () => {
    const { body } = await withoutIntrospection.ask('{ __type(name: "Query") { name } }');
    expect(body.errors).toHaveLength(1);
  });
});

/** The same request, asking for a product by its id where the audit asks for a type by its name. */
function fetchEquivalent(url: string, init: RequestInit): Promise<Response> {
  const rewrite = (text: string) =>
    text
      .replaceAll('__type(name: ', 'product(id: ')
      .replaceAll('__type(name:', 'product(id:')
      .replaceAll('$name: String!', '$name: ID!');
  return fetch(rewrite(url), typeof init.body === 'string' ? { ...init, body: rewrite(init.body) } : init);
}
