import { readFileSync } from 'node:fs';
import { newId } from '@souk/subgraph-kit';
import {
  buildSchema,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Souk, startSouk } from './_souk.js';

const schema = buildSchema(readFileSync(new URL('../schema/api.graphql', import.meta.url), 'utf8'));
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

let souk: Souk;
let tokens: (string | undefined)[];

beforeAll(async () => {
  souk = await startSouk();
  tokens = [undefined, (await souk.register()).token, await souk.logIn('ADMIN')];
});
afterAll(() => souk?.[Symbol.asyncDispose]());

const HOSTILE: Readonly<Record<string, readonly unknown[]>> = {
  String: ['', 'a\0b', '\ud800', 'x'.repeat(20_000), "'; drop table users; --"],
  ID: ['', 'no-id', newId(), 'a\0b', '\udfff', 'x'.repeat(20_000)],
  Int: [-1, 0, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 1.5],
  SafeInt: [-1, 0, 2 ** 53 - 1, 2 ** 53, 1.5],
  Float: [-1, 1e308],
  Boolean: ['yes'],
  CurrencyCode: ['XXX', 'usd', ''],
  CountryCode: ['XX1', ''],
  DateTime: ['yesterday', '9999-12-31T23:59:59Z', ''],
  JSON: [{ a: '\0' }, 'x'.repeat(20_000)],
};

/** A value of the type that is fine as far as the type goes. */
function plausible(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return plausible(type.ofType);
  if (isListType(type)) return [plausible(type.ofType)];
  if (isInputObjectType(type)) return objectWith(type, () => undefined);
  if (isEnumType(type)) return type.getValues()[0]?.name;
  const samples: Readonly<Record<string, unknown>> = {
    String: newId(),
    ID: newId(),
    Int: 1,
    SafeInt: 1,
    Float: 1,
    Boolean: true,
    CurrencyCode: 'USD',
    CountryCode: 'NL',
    DateTime: new Date().toISOString(),
    JSON: {},
  };
  return samples[getNamedType(type).name];
}

/** All required fields plausible, but for those that `replace` gives. */
function objectWith(type: GraphQLInputObjectType, replace: (field: string) => unknown): Record<string, unknown> {
  const entries = Object.values(type.getFields()).flatMap((field) => {
    const replacement = replace(field.name);
    if (replacement !== undefined) return [[field.name, replacement]];
    return isNonNullType(field.type) ? [[field.name, plausible(field.type)]] : [];
  });
  return Object.fromEntries(entries);
}

/** The input with one leaf made hostile, for every leaf and every kind of hostility. */
function* hostileInputs(type: GraphQLInputObjectType): Generator<Record<string, unknown>> {
  for (const field of Object.values(type.getFields())) {
    const named = getNamedType(field.type);
    const isList = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
    const inner = isInputObjectType(named)
      ? hostileInputs(named)
      : isEnumType(named)
        ? ['NO_SUCH_VALUE']
        : (HOSTILE[named.name] ?? []);
    for (const value of inner) {
      yield objectWith(type, (name) => (name === field.name ? (isList ? [value] : value) : undefined));
    }
    if (isList)
      yield objectWith(type, (name) => (name === field.name ? Array(1_000).fill(plausible(named)) : undefined));
  }
}

it('sees every mutation', () => {
  expect(mutations.length).toBeGreaterThan(30);
});

it.each(mutations.map(({ name }) => name))('%s answers whatever comes with a code', async (name) => {
  const mutation = mutations.find((field) => field.name === name);
  const [argument] = mutation?.args ?? [];
  if (!argument)
    return expect((await souk.ask(`mutation { ${name} { userErrors { code } } }`)).status).toBeLessThan(500);
  const inputType = getNamedType(argument.type);
  if (!isInputObjectType(inputType)) throw new Error(`${name} takes something else than an input object`);
  const query = `mutation ($input: ${argument.type}) { ${name}(input: $input) { userErrors { code message } } }`;
  for (const input of hostileInputs(inputType)) {
    const answers = await Promise.all(tokens.map((token) => souk.ask(query, { input }, token)));
    const shown = `${name} ${JSON.stringify(input).slice(0, 300)}`;
    for (const { status, errors } of answers) {
      expect(status, shown).toBeLessThan(500);
      for (const { extensions, message } of errors ?? []) {
        expect(extensions.code, shown).not.toBe('INTERNAL_SERVER_ERROR');
        expect(extensions, shown).toMatchObject({ code: expect.any(String), ref: expect.any(String) });
        expect(message, shown).not.toMatch(/select |insert |update "|postgres|node_modules/i);
      }
    }
  }
});
