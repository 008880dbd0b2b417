import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFederation, type TestFederation } from '../fixtures/start-federation.js';

/** What subgraphs may answer and GraphQL servers in JavaScript do not. */
describe('answers of subgraphs that are unusual', () => {
  let federation: TestFederation;

  beforeAll(async () => {
    const book = { id: '1', lent: { id: 'l' } };
    federation = await startFederation([
      {
        name: 'books',
        sdl: `
          type Query { book: Book text: String any: Any }
          type Book @key(fields: "id") { id: ID! lent: Loan }
          type Loan @key(fields: "id", resolvable: false) { id: ID! }
          scalar Any
        `,
        resolvers: { Query: { book: () => book } },
      },
      {
        name: 'reviews',
        sdl: `
          type Book @key(fields: "id") { id: ID! stars: Int }
          type Loan @key(fields: "id") { id: ID! by: String! }
        `,
      },
    ]);
  });

  afterAll(() => federation[Symbol.asyncDispose]());

  const answerWith = (subgraph: string, text: string) =>
    federation.subgraphs[subgraph]?.answerWith((response) => response.end(text));

  it('may begin with a byte order mark', async () => {
    answerWith('books', '\ufeff{"data":{"text":"x"}}');
    const { body } = await federation.ask('{ text }');
    expect(body).toEqual({ data: { text: 'x' } });
  });

  it('reach the client as they are written, whatever a number or text can be', async () => {
    const texts = [
      '1e400',
      '-0',
      '12345678901234567890',
      '0.1000',
      '"\u2028\\ud83d\\ude00\\ud800"',
      '{"a":[-0,1.0,[]]}',
    ];
    for (const text of texts) {
      answerWith('books', `{"data":{"any":${text}}}`);
      const response = await fetch(federation.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ any }"}',
      });
      expect(await response.text()).toBe(`{"data":{"any":${text}}}`);
    }
  });

  it('are failures where entities were asked for and neither they nor an error came', async () => {
    federation.subgraphs.books?.answerWith(undefined);
    for (const data of ['{"_entities":null}', '{}', 'null']) {
      answerWith('reviews', `{"data":${data}}`);
      const { body } = await federation.ask('{ book { stars } }');
      expect(body.data).toEqual({ book: { stars: null } });
      expect(body.errors).toEqual([expect.objectContaining({ path: ['book', 'stars'] })]);
    }
  });

  it('lose an entity with an error, which does not account for what else is missing there', async () => {
    federation.subgraphs.books?.answerWith(undefined);
    const errors = [{ message: 'm', path: ['_0', 0] }];
    answerWith('reviews', JSON.stringify({ data: { _0: [null], _1: [null] }, errors }));
    const { body } = await federation.ask('{ book { stars lent { by } } }');
    expect(body.data).toEqual({ book: { stars: null, lent: null } });
    expect(body.errors.map(({ path }: any) => path)).toEqual([['book'], ['book', 'lent', 'by']]);
  });
});
