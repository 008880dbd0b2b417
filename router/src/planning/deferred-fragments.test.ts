import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { deferDirectives, deferredFragments } from './deferred-fragments.js';
import { fragmentsOf } from './fragments-of.js';

/** For each operation the labels of its `@defer`s. */
function labelsIn(text: string): unknown[] {
  const document = parse(text);
  const found = deferDirectives(document, fragmentsOf(document));
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [found?.get(definition)?.map(({ label }) => label)] : [],
  );
}

describe('what an operation defers', () => {
  it('is what it reaches, through fragments too, each once', () => {
    const text = `
      query A { a { ...F ...F } b { ... @defer(label: "own") { c } } }
      query B { b }
      fragment F on T { ... @defer(label: "f") { c } d { ...G @defer } }
      fragment G on T { ... @defer(label: "g") { c } }
    `;
    expect(labelsIn(text)).toEqual([['f', undefined, 'g', 'own'], undefined]);
  });

  it('is nothing that the document switches off', () => {
    expect(labelsIn('{ a { ... @defer(if: false) { b } } }')).toEqual([undefined]);
  });

  it('is nothing of a subscription, whatever its variables say', () => {
    expect(labelsIn('subscription ($if: Boolean!) { a { ... @defer(if: $if) { b } } }')).toEqual([undefined]);
  });
});

it('has the same key for the same decisions alone', () => {
  const document = parse('query ($a: Boolean, $b: Boolean) { ... @defer(if: $a) { a } ... @defer(if: $b) { b } }');
  const [directives = []] = deferDirectives(document, fragmentsOf(document))?.values() ?? [];
  const keyOf = (variables: Record<string, unknown>) => deferredFragments(directives, variables)?.key;
  expect(keyOf({ a: true, b: true })).toBe(keyOf({}));
  expect(keyOf({ a: false })).not.toBe(keyOf({ b: false }));
  expect(keyOf({ a: false, b: false })).toBeUndefined();
});
