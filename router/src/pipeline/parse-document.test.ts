import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { parseRouterConfig, type RouterConfigInput } from '../config/router-config.js';
import { DocumentParser } from './parse-document.js';

const schema = buildSchema(`
  type Query { a: A names: [String] scale(by: Factor, all: [Float!]): Int }
  type A { a: A b: Int c(d: Int): Int }
  input Factor { ratio: Float, id: ID, exact: Decimal }
  scalar Decimal
`);

const parseWith = (text: string, config: RouterConfigInput = {}) =>
  new DocumentParser(schema, parseRouterConfig(config)).parse({ text, hash: text, isToBeRemembered: false });

describe('a document', () => {
  it('whose fields cannot be merged is not valid', () => {
    expect(() => parseWith('{ a { x: b x: c } }')).toThrow(expect.objectContaining({ reason: 'validationFailed' }));
    expect(() => parseWith('{ a { c(d: 1) } a { c(d: 2) } }')).toThrow('Fields "a" conflict');
  });

  it('with more fields of one name than can be compared is refused by a limit', async () => {
    const limits = { fieldPairs: 5 };
    const text = 'query A { a { b b c(d: 1) } a { b } } query B { a { b b } }';
    expect(() => parseWith(text, { limits: { fieldPairs: 4 } })).toThrow(
      expect.objectContaining({
        reason: 'limitExceeded',
        message: "The document's number of pairs of fields of one name at one place must be at most 4, got 5",
      }),
    );
    expect(await parseWith(text, { limits })).toMatchObject({ length: text.length });
    expect(() => parseWith(`{ a { ${'a { b } '.repeat(450)} } }`)).toThrow(
      expect.objectContaining({ reason: 'limitExceeded' }),
    );
    expect(() => parseWith('{ ...F } fragment F on Query { a { ...G } } fragment G on A { a { ...G } }')).toThrow(
      expect.objectContaining({ reason: 'validationFailed' }),
    );
  });

  it('is told where it is wrong, and keeps its text', async () => {
    const text = '{\n  a {\n    none }\r\n  nothing }';
    expect(() => parseWith(text)).toThrow(
      expect.objectContaining({
        details: [
          { message: expect.stringContaining('"none"'), locations: [{ line: 3, column: 5 }] },
          { message: expect.stringContaining('"nothing"'), locations: [{ line: 4, column: 3 }] },
        ],
      }),
    );
    expect(await parseWith('{ a { b } }')).toMatchObject({ document: { loc: { source: { body: '{ a { b } }' } } } });
  });

  it('is refused with messages that do not repeat all of it', () => {
    const name = 'x'.repeat(5_000);
    expect(() => parseWith(`{ ${name} }`)).toThrow(
      expect.objectContaining({
        details: [{ message: expect.stringMatching(/^.{1001}$/), locations: expect.anything() }],
      }),
    );
  });

  it('has no number that is too large for its type', () => {
    const digits = '9'.repeat(400);
    for (const text of [
      `{ scale(by: { ratio: ${digits} }) }`,
      '{ scale(all: [1, -1e400]) }',
      'query ($all: [Float!] = 1e400) { scale(all: $all) }',
    ]) {
      expect(() => parseWith(text)).toThrow(/^Float cannot represent .{1,41}: it is too large$/);
    }
    expect(parseWith(`{ scale(by: { ratio: 1e308, id: ${digits}, exact: ${digits} }) }`)).toBeDefined();
  });

  it('with too many tokens is refused before it is parsed to the end', () => {
    expect(() => parseWith('{ a { b } ', { limits: { tokens: 4 } })).toThrow(
      expect.objectContaining({ reason: 'limitExceeded' }),
    );
  });

  it('is told no names of a schema that may not be introspected', () => {
    expect(() => parseWith('{ name }')).toThrow('Did you mean "names"');
    expect(() => parseWith('{ name }', { introspection: false })).toThrow(/on type "Query"\.$/);
    const deceiving = ' Did you mean ?'.repeat(6_000);
    expect(() => parseWith(`{ a { c(d: "${deceiving}") } }`, { introspection: false })).toThrow(/^Int cannot/);
    expect(() => parseWith('{ __schema { types { name } } }', { introspection: false })).toThrow('introspection');
  });
});
