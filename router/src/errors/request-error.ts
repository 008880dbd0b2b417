import type { ASTNode, GraphQLError } from 'graphql';
import type { ErrorReason } from './error-codes.js';

export interface ErrorDetail {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
}

export interface RequestErrorOptions extends ErrorOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request the router does not execute: `reason` names the code, `details` are the errors the client is shown. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly reason: ErrorReason;
  readonly details: readonly ErrorDetail[];
  /** Of an HTTP response that tells of it. */
  readonly headers: Readonly<Record<string, string>> | undefined;

  constructor(reason: ErrorReason, details: string | readonly ErrorDetail[], options?: RequestErrorOptions) {
    const list = typeof details === 'string' ? [{ message: details }] : details;
    super(list[0]?.message ?? reason, options);
    this.reason = reason;
    this.details = list;
    this.headers = options?.headers;
  }

  static from(reason: ErrorReason, errors: readonly GraphQLError[]): RequestError {
    return new RequestError(reason, errors.map(detailOf));
  }
}

/** Messages repeat what was sent, each of them all of it. */
const MAX_MESSAGE_CHARACTERS = 1_000;

function detailOf(error: GraphQLError): ErrorDetail {
  const message =
    error.message.length > MAX_MESSAGE_CHARACTERS
      ? `${error.message.slice(0, MAX_MESSAGE_CHARACTERS)}…`
      : error.message;
  const locations = error.nodes ? locationsOf(error.nodes) : error.locations;
  return locations && locations.length > 0 ? { message, locations } : { message };
}

/** A token knows its line, which an error has to count (see `withoutCountingLines`). */
function locationsOf(nodes: readonly ASTNode[]): ErrorDetail['locations'] {
  return nodes.flatMap(({ loc }) => (loc ? [{ line: loc.startToken.line, column: loc.startToken.column }] : []));
}
