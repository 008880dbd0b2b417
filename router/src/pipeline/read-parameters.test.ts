import { describe, expect, it } from 'vitest';
import { readParameters } from './read-parameters.js';

const HASH = 'a'.repeat(64);
const apq = (sha256Hash: unknown, version: unknown = 1) => ({
  extensions: { persistedQuery: { version, sha256Hash } },
});

describe('parameters', () => {
  it('may be absent, null or empty', () => {
    const none = { query: undefined, operationName: undefined, variables: {}, documentId: undefined };
    expect(readParameters({})).toEqual(none);
    const nulls = { query: null, operationName: null, variables: null, extensions: null, documentId: null };
    expect(readParameters(nulls)).toEqual(none);
    expect(readParameters({ operationName: '', documentId: '', extensions: { persistedQuery: null } })).toEqual(none);
  });

  it('may name a document in each way', () => {
    expect(readParameters(apq(HASH)).documentId).toBe(HASH);
    expect(readParameters({ documentId: `sha256:${HASH}` }).documentId).toBe(HASH);
    expect(readParameters({ documentId: 'x-mine:1.2~3_4-5' }).documentId).toBe('x-mine:1.2~3_4-5');
  });

  it.each([
    ['a text', 'must be a JSON object'],
    [[{ query: '{ a }' }], 'must be a JSON object'],
    [{ query: 1 }, '"query" is not as GraphQL over HTTP wants it: must be a text'],
    [{ operationName: {} }, '"operationName"'],
    [{ variables: [] }, '"variables" is not as GraphQL over HTTP wants it: must be a JSON object'],
    [{ extensions: 'x' }, '"extensions"'],
    [{ documentId: 'a b' }, '"documentId"'],
    [{ documentId: `${'a'.repeat(129)}` }, '"documentId"'],
    [{ extensions: { persistedQuery: 1 } }, '"persistedQuery"'],
    [apq(HASH, 2), '"extensions.persistedQuery.version"'],
    [apq(HASH.toUpperCase()), '"extensions.persistedQuery.sha256Hash"'],
    [apq(undefined), '"extensions.persistedQuery.sha256Hash"'],
  ])('%j are refused', (value, message) => {
    expect(() => readParameters(value)).toThrow(message);
  });
});
