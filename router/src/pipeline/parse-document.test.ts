import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { parseRouterConfig, type RouterConfigInput } from '../config/router-config.js';
import { DocumentParser } from './parse-document.js';

const schema = buildSchema('type Query { a: A names: [String] } type A { a: A b: Int c(d: Int): Int }');

const parseWith = (text: string, config: RouterConfigInput = {}) =>
  new DocumentParser(schema, parseRouterConfig(config)).parse({ text, hash: text, isToBeRemembered: false });

describe('a document', () => {
  it('whose fields cannot be merged is not valid', () => {
    expect(() => parseWith('{ a { x: b x: c } }')).toThrow(expect.objectContaining({ reason: 'validationFailed' }));
    expect(() => parseWith('{ a { c(d: 1) } a { c(d: 2) } }')).toThrow('Fields "a" conflict');
  });

  it('with more fields of one name than can be compared is refused by a limit', () => {
    expect(() => parseWith(`{ a { ${'a { b } '.repeat(450)} } }`)).toThrow(
      expect.objectContaining({ reason: 'limitExceeded' }),
    );
  });

  it('with too many tokens is refused before it is parsed to the end', () => {
    expect(() => parseWith('{ a { b } ', { limits: { tokens: 4 } })).toThrow(
      expect.objectContaining({ reason: 'limitExceeded' }),
    );
  });

  it('is told no names of a schema that may not be introspected', () => {
    expect(() => parseWith('{ name }')).toThrow('Did you mean "names"');
    expect(() => parseWith('{ name }', { introspection: false })).toThrow(/on type "Query"\.$/);
    expect(() => parseWith('{ __schema { types { name } } }', { introspection: false })).toThrow('introspection');
  });
});
