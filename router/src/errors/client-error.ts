import { type ErrorReason, errorCodes } from './error-codes.js';
import { redactCardNumbers } from './redact-card-numbers.js';
import type { RequestError } from './request-error.js';

/** An error as it goes to the client. No stack, no URL, nothing of a subgraph but its code. */
export interface ClientError {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    readonly code: string;
    readonly ref?: string;
    readonly requestId: string;
    readonly timestamp: string;
    readonly serviceName?: string;
  };
}

export interface NewClientError {
  readonly reason: ErrorReason;
  readonly message: string;
  readonly requestId: string;
  readonly path?: readonly (string | number)[];
  readonly serviceName?: string;
}

/** An error of the router's own, with the code and reference of its reason. */
export function clientError({ reason, message, requestId, path, serviceName }: NewClientError): ClientError {
  const { code, ref } = errorCodes[reason];
  return {
    message: redactCardNumbers(message),
    ...(path && { path }),
    extensions: { code, ref, requestId, timestamp: new Date().toISOString(), ...(serviceName && { serviceName }) },
  };
}

export function clientErrorsOf(error: RequestError, requestId: string): ClientError[] {
  return error.details.map(({ message, locations }) => ({
    ...clientError({ reason: error.reason, message, requestId }),
    ...(locations && { locations }),
  }));
}
