import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readCacheTags, tagOf } from './cache-tags.js';

function schemaOf(imports: string, sdl: string) {
  const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", ${imports}]) `;
  const { supergraphSdl, errors } = composeServices([
    { name: 'with-dash', url: 'http://one.test', typeDefs: parse(link + sdl) },
    { name: 'other', url: 'http://two.test', typeDefs: parse('type Query { x: Int }') },
  ]);
  if (!supergraphSdl) throw new Error(String(errors));
  return Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES }).schema;
}

describe('the cache tags of a supergraph', () => {
  it.each([
    ['@cacheTag', '"@cacheTag"'],
    ['@tagged', '{ name: "@cacheTag", as: "@tagged" }'],
  ])('are found as %s, for types and root fields', (name, imported) => {
    const sdl = `
      type Query { a(id: ID): A ${name}(format: "a-{$args.id}") ${name}(format: "all") }
      type A @key(fields: "id place { no }") ${name}(format: "{$key.id}/{$key.place.no}!") { id: ID! place: Place }
      type Place { no: Int }
    `;
    expect([...readCacheTags(schemaOf(imported, sdl))]).toEqual([
      ['with-dash A', [['', ['id'], '/', ['place', 'no'], '!']]],
      ['with-dash Query.a', [['a-', ['id'], ''], ['all']]],
    ]);
  });
});

describe('a tag', () => {
  it('has the values in their places, numbers and objects as JSON', () => {
    const format = ['a-', ['id'], '/', ['place', 'no'], ''];
    expect(tagOf(format, { id: 'x', place: { no: 7 } })).toBe('a-x/7');
    expect(tagOf(format, { id: true, place: { no: [1] } })).toBe('a-true/[1]');
  });

  it.each([
    [{}],
    [{ id: null, place: { no: 1 } }],
    [{ id: 'x', place: null }],
    [{ id: 'x', place: { no: undefined } }],
  ])('is none when a value is missing: %j', (values) => {
    expect(tagOf(['a-', ['id'], '/', ['place', 'no'], ''], values)).toBeUndefined();
  });
});
