import { describe, expect, it } from 'vitest';
import { ManifestError, parseManifest } from './parse-manifest.js';
import { Safelist, sha256 } from './safelist.js';

const BODY = 'query A { a }';

describe('a manifest', () => {
  it.each([
    ['plain, as codegen and Relay write it', JSON.stringify({ one: BODY })],
    ['plain with "sha256:"', JSON.stringify({ 'sha256:one': BODY })],
    [
      "Apollo's",
      JSON.stringify({
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id: 'one', name: 'A', type: 'query', body: BODY }],
      }),
    ],
    ["plain with an id that Apollo's format has as a key", JSON.stringify({ operations: BODY, one: BODY })],
  ])('can be %s', (_, text) => {
    expect(parseManifest(text).get('one')).toBe(BODY);
  });

  it.each([
    ['{', 'is not JSON'],
    ['[]', 'is wrong at ""'],
    ['{"one": 1}', 'is wrong at "one"'],
    ['{"format": "another", "version": 1, "operations": []}', 'is wrong at "format"'],
    ['{"format": "apollo-persisted-query-manifest", "version": 2, "operations": []}', 'is wrong at "version"'],
    ['{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id": "x"}]}', 'operations.0.body'],
  ])('%s is refused', (text, message) => {
    expect(() => parseManifest(text)).toThrow(ManifestError);
    expect(() => parseManifest(text)).toThrow(message);
  });
});

describe('a safelist', () => {
  const safelist = new Safelist([new Map([['one', BODY]]), new Map([['two', '{ unfinished']])]);
  const includes = (text: string) => safelist.includes(text, sha256(text));

  it('finds by id, with and without "sha256:"', () => {
    expect(safelist.find('one')).toEqual({ text: BODY, hash: sha256(BODY) });
    expect(safelist.find('sha256:one')?.text).toBe(BODY);
    expect(safelist.find('three')).toBeUndefined();
  });

  it('takes a text for the same when only white space, commas and comments differ', () => {
    expect(includes('query A\n{\n  # a\n  a,\n}')).toBe(true);
    expect(includes('query A { a b }')).toBe(false);
    expect(includes('query B { a }')).toBe(false);
    expect(includes('query A { a } # b')).toBe(true);
  });

  it('does not take one text that is not GraphQL for another', () => {
    expect(includes('{ "another')).toBe(false);
  });
});
