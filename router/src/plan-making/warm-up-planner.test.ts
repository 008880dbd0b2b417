import { buildSchema, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { exampleOperations } from './warm-up-planner.js';

it('what the planner is warmed with are operations that clients may ask, no deeper or wider than need be', () => {
  const root = Array.from({ length: 30 }, (_, n) => `field${n}: Thing`).join(' ');
  const things = Array.from({ length: 20 }, (_, n) => `thing${n}: Thing! things${n}(first: Int): [Thing]`).join(' ');
  const apiSchema = buildSchema(`
    type Query { thing(id: ID!): Thing any: [Any] node: Node leaf: Int ${root} }
    type Thing implements Node { id: ID! secret(key: String!): Int ${things} }
    interface Node { id: ID! }
    union Any = Thing
  `);
  const operations = exampleOperations({ apiSchema });
  expect(operations).toHaveLength(12);
  expect(operations.flatMap((text) => validate(apiSchema, parse(text)))).toEqual([]);
  expect(Math.max(...operations.map(({ length }) => length))).toBeLessThan(1_500);
  expect(operations).toContain('{ leaf }');
  expect(exampleOperations({ apiSchema: buildSchema('type Query { thing(id: ID!): Int }') })).toEqual([]);
});
