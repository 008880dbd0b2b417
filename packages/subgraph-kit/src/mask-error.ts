import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { redactCardNumbers } from './card-number.js';
import { RefusedError } from './errors.js';

const MASKED = { message: 'Something went wrong on our side', code: 'INTERNAL_SERVER_ERROR', ref: 'SYS_001' };

const REF_OF_APOLLO_CODE: Readonly<Record<string, string>> = {
  BAD_USER_INPUT: 'VAL_001',
  GRAPHQL_PARSE_FAILED: 'VAL_002',
  GRAPHQL_VALIDATION_FAILED: 'VAL_003',
  BAD_REQUEST: 'VAL_004',
  OPERATION_RESOLUTION_FAILURE: 'VAL_004',
};

/** True for what nobody threw on purpose: a bug or a lost dependency, to be logged with its cause. */
export function isUnexpected(error: unknown): boolean {
  const original = originalOf(error);
  if (original instanceof RefusedError) return false;
  return !(original instanceof GraphQLError);
}

/**
 * The one place where an error gets its public form: `message` and `extensions { code, ref, … }`, never a stack, SQL or a URL.
 *
 * @param formatted  what graphql-js made of it, with path and locations
 * @param error      what was thrown, wrapped or not
 */
export function maskError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const where = { locations: formatted.locations, path: formatted.path };
  const original = originalOf(error);
  if (original instanceof RefusedError) {
    const { code, ref, inputPath } = original;
    const message = redactCardNumbers(original.message);
    return { ...where, message, extensions: { code, ref, ...(inputPath ? { inputPath } : {}) } };
  }
  if (isUnexpected(error)) {
    return { ...where, message: MASKED.message, extensions: { code: MASKED.code, ref: MASKED.ref } };
  }
  const code = codeOf(formatted);
  // a validator's message quotes the client's words
  const message = redactCardNumbers(formatted.message);
  return { ...where, message, extensions: { code, ref: REF_OF_APOLLO_CODE[code] ?? MASKED.ref } };
}

/** Apollo unwraps what a resolver threw, and not what was refused before the operation began. */
function originalOf(error: unknown): unknown {
  const isRefusal = error instanceof GraphQLError && error.originalError instanceof RefusedError;
  return isRefusal ? error.originalError : unwrapResolverError(error);
}

function codeOf(formatted: GraphQLFormattedError): string {
  const code = formatted.extensions?.code;
  return typeof code === 'string' && code !== MASKED.code ? code : 'BAD_USER_INPUT';
}
