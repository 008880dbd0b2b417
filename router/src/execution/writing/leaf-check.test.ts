import { buildSchema, type GraphQLLeafType } from 'graphql';
import { expect, it } from 'vitest';
import { HIDDEN, leafCheckOf } from './leaf-check.js';

const schema = buildSchema('type Query { a: ID b: Int c: Float } enum State { ON } scalar constructor scalar JSON');

const check = (type: string, text: string) => leafCheckOf(schema.getType(type) as GraphQLLeafType)(text);

it.each([
  ['Int', '0'],
  ['Int', '-2147483648'],
  ['Int', '1e3'],
  ['Float', '12345678901234567890.123456789'],
  ['Float', '-1E-7'],
  ['Boolean', 'false'],
  ['String', '""'],
  ['ID', '"x"'],
  ['State', '"ON"'],
  ['State', '"\\u004fN"'],
  ['JSON', '{"a":[1]}'],
  ['constructor', '1'],
])('%s takes %s as it is', (type, text) => {
  expect(check(type, text)).toBe(text);
});

it("hides an enum's values that clients may not see, however they are written", () => {
  const state = leafCheckOf(schema.getType('State') as GraphQLLeafType, ['ON', 'OFF']);
  expect([state('"ON"'), state('"OFF"'), state('"\\u004fFF"'), state('"GONE"')]).toEqual([
    '"ON"',
    HIDDEN,
    HIDDEN,
    null,
  ]);
});

it.each([
  ['7', '"7"'],
  ['12345678901234567890', '"12345678901234567890"'],
  ['1.0', '"1"'],
])('ID makes a string of %s', (text, id) => {
  expect(check('ID', text)).toBe(id);
});

it.each([
  ['Int', '2147483648'],
  ['Int', '1.5'],
  ['Int', '"1"'],
  ['Int', 'true'],
  ['Float', '"1"'],
  ['Boolean', '1'],
  ['String', '1'],
  ['String', '["a"]'],
  ['ID', '1.5'],
  ['ID', 'true'],
  ['State', '"OFF"'],
  ['State', 'ON'],
  ['State', '{}'],
])('%s does not take %s', (type, text) => {
  expect(check(type, text)).toBeNull();
});
