import { parse, print } from 'graphql';
import { expect, it } from 'vitest';
import { orderUnresolvableKeys } from './order-unresolvable-keys.js';

it('puts unresolvable keys behind the others, and changes no other order', () => {
  const sdl = `type T @join__type(graph: A, key: "x", resolvable: false) @join__type(graph: A, key: "y") @other @join__type(graph: B, key: "z", resolvable: true) { x: ID }
    type U @join__type(graph: A, key: "x") { x: ID }`;
  const text = print(orderUnresolvableKeys(parse(sdl))).replace(/\s+/g, ' ');
  expect(text).toContain(
    'type T @join__type(graph: A, key: "y") @other @join__type(graph: B, key: "z", resolvable: true) @join__type(graph: A, key: "x", resolvable: false)',
  );
  expect(text).toContain('type U @join__type(graph: A, key: "x") {');
});
