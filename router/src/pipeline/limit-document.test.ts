import { getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { limits as limitsSchema, type OperationLimits } from '../config/limits-config.js';
import { limitDocument } from './limit-document.js';
import { limitVariables } from './limit-variables.js';

const DEFAULTS = limitsSchema.parse({});

const check = (text: string, limits: Partial<OperationLimits> = {}) =>
  limitDocument(parse(text), { ...DEFAULTS, ...limits });

describe('a document', () => {
  it.each<[string, Partial<OperationLimits>, string]>([
    ['{ a { b { c } } }', { depth: 2 }, "The operation's depth must be at most 2, got 3"],
    ['{ a b c }', { selections: 2 }, "The operation's number of selections must be at most 2, got 3"],
    ['{ a b ...F } fragment F on Query { c }', { rootFields: 2 }, 'number of root fields must be at most 2, got 3'],
    [
      '{ x: a { y: b } ...F } fragment F on Query { z: c }',
      { aliases: 2 },
      'number of aliases must be at most 2, got 3',
    ],
    ['{ a @x @x ... @x { b } }', { directives: 2 }, 'number of directives must be at most 2, got 3'],
    ['{ a } query B { a { b } }', { depth: 1 }, "The operation's depth must be at most 1, got 2"],
    [
      '{ __schema { types { name } } __type(name: "A") { name } }',
      { introspectionSelections: 2 },
      "introspection's number of selections must be at most 2, got 3",
    ],
    [
      '{ __schema { types { a: name } } __type(name: "A") { b: name c: name } }',
      { introspectionAliases: 2 },
      "introspection's number of aliases must be at most 2, got 3",
    ],
    [
      '{ __schema { types { fields { type { fields { name } } } } } }',
      {},
      "introspection's depth of lists must be at most 2, got 3",
    ],
    [
      '{ ...F } fragment F on Query { __type(name: "A") { ...G } } fragment G on __Type { possibleTypes { name } }',
      { introspectionDepth: 0 },
      "introspection's depth of lists must be at most 0, got 1",
    ],
  ])('%s is refused with %j', (text, limits, message) => {
    expect(() => check(text, limits)).toThrow(expect.objectContaining({ reason: 'limitExceeded' }));
    expect(() => check(text, limits)).toThrow(message);
  });

  it('at every limit passes', () => {
    const limits = { depth: 2, selections: 3, rootFields: 2, aliases: 1, directives: 1 };
    expect(() => check('{ x: a { b } c @include(if: true) }', limits)).not.toThrow();
  });

  it('passes with the introspection query that tools send', () => {
    expect(() => check(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))).not.toThrow();
  });

  it('of doubling fragments is measured in no time, and refused', () => {
    const fragments = Array.from(
      { length: 100 },
      (_, n) => `fragment F${n} on T { a { ...F${n + 1} } b { ...F${n + 1} } }`,
    );
    const text = `{ a { ...F0 } } ${fragments.join(' ')} fragment F100 on T { id }`;
    expect(() => check(text, { depth: 1_000 })).toThrow("The operation's number of selections must be at most 1500");
  });
});

describe('variables', () => {
  it('may be as deep and as long as the limits, and no more', () => {
    const limits = { ...DEFAULTS, variableDepth: 3, variableItems: 4 };
    expect(() => limitVariables({ a: { b: [1, 2] }, c: [{ d: 'e' }, null] }, limits)).not.toThrow();
    expect(() => limitVariables({ a: { b: [{ c: {} }] } }, limits)).toThrow(
      "variables' depth must be at most 3, got 4",
    );
    expect(() => limitVariables({ a: [1, 2, 3], b: [4, 5] }, limits)).toThrow(
      "variables' number of list items must be at most 4, got 5",
    );
  });

  it('nested beyond what a stack holds are refused', () => {
    const deep = JSON.parse(`${'['.repeat(40_000)}${']'.repeat(40_000)}`);
    expect(() => limitVariables({ deep }, DEFAULTS)).toThrow("variables' depth must be at most 50, got 51");
  });
});
