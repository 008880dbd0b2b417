/**
 * The errors a subgraph throws on purpose. `code` is Apollo's standard name, `ref` the line of the table in schema/README.md.
 * Anything else that is thrown is a bug or a lost dependency: it is logged and masked.
 */
export class RefusedError extends Error {
  override readonly name: string = 'RefusedError';
  readonly code: string;
  readonly ref: string;
  /** where in the input the trouble is, when it is in the input */
  readonly inputPath?: readonly string[];

  constructor(message: string, facts: { code: string; ref: string; inputPath?: readonly string[]; cause?: unknown }) {
    super(message, { cause: facts.cause });
    this.code = facts.code;
    this.ref = facts.ref;
    this.inputPath = facts.inputPath;
  }
}

export class UnauthenticatedError extends RefusedError {
  override readonly name = 'UnauthenticatedError';
  constructor(message = 'Sign in first') {
    super(message, { code: 'UNAUTHENTICATED', ref: 'AUTH_001' });
  }
}

export class ForbiddenError extends RefusedError {
  override readonly name = 'ForbiddenError';
  constructor(message = 'You may not do this') {
    super(message, { code: 'FORBIDDEN', ref: 'AUTH_003' });
  }
}

export class InvalidInputError extends RefusedError {
  override readonly name = 'InvalidInputError';
  constructor(message: string, inputPath?: readonly string[]) {
    super(message, { code: 'BAD_USER_INPUT', ref: 'VAL_001', inputPath });
  }
}

/** Such a number must never reach us: whoever takes cards talks to the card network's form, not to us. It is not said again here. */
export class CardNumberError extends RefusedError {
  override readonly name = 'CardNumberError';
  constructor(inputPath: readonly string[]) {
    super('Do not send card numbers here', { code: 'CARD_NUMBER_REFUSED', ref: 'VAL_006', inputPath });
  }
}

/** Also thrown for what exists but is somebody else's: the answer must not tell which. */
export class NotFoundError extends RefusedError {
  override readonly name = 'NotFoundError';
  constructor(what: string) {
    super(`${what} not found`, { code: 'NOT_FOUND', ref: 'RES_001' });
  }
}

export class ConflictError extends RefusedError {
  override readonly name = 'ConflictError';
  constructor(message: string) {
    super(message, { code: 'CONFLICT', ref: 'RES_002' });
  }
}

export class IdempotencyKeyReusedError extends RefusedError {
  override readonly name = 'IdempotencyKeyReusedError';
  constructor() {
    super('This idempotencyKey was used before with another input', {
      code: 'IDEMPOTENCY_KEY_REUSED',
      ref: 'IDEM_001',
    });
  }
}

export class RateLimitedError extends RefusedError {
  override readonly name = 'RateLimitedError';
  constructor(message = 'Too many attempts, try again later') {
    super(message, { code: 'RATE_LIMITED', ref: 'LIM_001' });
  }
}

/** A dependency is down or too slow; the same call may work later. */
export class ServiceUnavailableError extends RefusedError {
  override readonly name = 'ServiceUnavailableError';
  constructor(service: string, cause?: unknown) {
    super(`${service} is not available right now`, { code: 'SERVICE_UNAVAILABLE', ref: 'SYS_002', cause });
  }
}
