import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLCountryCode, GraphQLDateTimeISO, GraphQLJSON, GraphQLSafeInt } from 'graphql-scalars';
import { CURRENCIES, isCurrency } from '../money.js';

/** ISO-8601, UTC. */
export const DateTime = new GraphQLScalarType({ ...GraphQLDateTimeISO.toConfig(), name: 'DateTime' });
/** An integer within ±(2^53 − 1). */
export const SafeInt = GraphQLSafeInt;
/** ISO 3166-1 alpha-2. */
export const CountryCode = GraphQLCountryCode;
export const JsonValue = GraphQLJSON;

/** A decimal number as text, "19.99". Only ever printed by us. */
export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'A decimal number as text, such as "19.99".',
  serialize: String,
  parseValue: requireDecimal,
  parseLiteral: (node) => requireDecimal('value' in node ? node.value : undefined),
});

export const CurrencyCode = new GraphQLScalarType<string, string>({
  name: 'CurrencyCode',
  description: `ISO 4217; one of ${CURRENCIES.join(', ')}.`,
  serialize: String,
  parseValue: requireCurrencyCode,
  parseLiteral: (node) => requireCurrencyCode(node.kind === Kind.STRING ? node.value : undefined),
});

function requireCurrencyCode(value: unknown): string {
  if (typeof value === 'string' && isCurrency(value)) return value;
  throw new GraphQLError(`Not a currency we price in (${CURRENCIES.join(', ')})`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

function requireDecimal(value: unknown): string {
  if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,6})?$/.test(value)) return value;
  throw new GraphQLError('Not a decimal number', { extensions: { code: 'BAD_USER_INPUT' } });
}
