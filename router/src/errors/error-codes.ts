/**
 * Every reason the router itself refuses or fails for. `code` and `ref` are published and never change their meaning.
 * `status` is the HTTP status under `application/graphql-response+json`; a `wellFormed` reason (the request was a GraphQL
 * request, and the answer says what is wrong with its operation) is answered with 200 under `application/json`.
 * Source: https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes
 */
export const errorCodes = {
  signInRequired: { code: 'UNAUTHENTICATED', ref: 'AUTH_001', status: 401, wellFormed: false },
  tokenInvalid: { code: 'UNAUTHENTICATED', ref: 'AUTH_002', status: 401, wellFormed: false },
  forbidden: { code: 'FORBIDDEN', ref: 'AUTH_003', status: 403, wellFormed: false },
  fieldDenied: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', ref: 'AUTH_004', status: 403, wellFormed: false },
  apiKeyUnknown: { code: 'UNAUTHENTICATED', ref: 'AUTH_005', status: 401, wellFormed: false },
  badInput: { code: 'BAD_USER_INPUT', ref: 'VAL_001', status: 400, wellFormed: true },
  parseFailed: { code: 'GRAPHQL_PARSE_FAILED', ref: 'VAL_002', status: 400, wellFormed: true },
  validationFailed: { code: 'GRAPHQL_VALIDATION_FAILED', ref: 'VAL_003', status: 400, wellFormed: true },
  unanswerable: { code: 'QUERY_PLANNING_FAILED', ref: 'VAL_005', status: 400, wellFormed: true },
  badRequest: { code: 'BAD_REQUEST', ref: 'VAL_004', status: 400, wellFormed: false },
  methodNotAllowed: { code: 'BAD_REQUEST', ref: 'VAL_004', status: 405, wellFormed: false },
  notAcceptable: { code: 'BAD_REQUEST', ref: 'VAL_004', status: 406, wellFormed: false },
  unsupportedMediaType: { code: 'BAD_REQUEST', ref: 'VAL_004', status: 415, wellFormed: false },
  notFound: { code: 'NOT_FOUND', ref: 'RES_001', status: 404, wellFormed: false },
  bodyTooLarge: { code: 'LIMIT_EXCEEDED', ref: 'LIM_002', status: 413, wellFormed: false },
  rateLimited: { code: 'RATE_LIMITED', ref: 'LIM_001', status: 429, wellFormed: false },
  limitExceeded: { code: 'LIMIT_EXCEEDED', ref: 'LIM_002', status: 400, wellFormed: true },
  tooExpensive: { code: 'COST_ESTIMATED_TOO_EXPENSIVE', ref: 'LIM_003', status: 400, wellFormed: true },
  persistedQueryNotFound: { code: 'PERSISTED_QUERY_NOT_FOUND', ref: 'APQ_001', status: 400, wellFormed: true },
  notRegistered: { code: 'QUERY_NOT_IN_SAFELIST', ref: 'APQ_002', status: 403, wellFormed: true },
  idRequired: { code: 'PERSISTED_QUERY_ID_REQUIRED', ref: 'APQ_003', status: 400, wellFormed: true },
  internal: { code: 'INTERNAL_SERVER_ERROR', ref: 'SYS_001', status: 500, wellFormed: false },
  hookFailed: { code: 'INTERNAL_SERVER_ERROR', ref: 'SYS_003', status: 500, wellFormed: false },
  unavailable: { code: 'SERVICE_UNAVAILABLE', ref: 'SYS_002', status: 503, wellFormed: false },
} as const;

export type ErrorReason = keyof typeof errorCodes;
