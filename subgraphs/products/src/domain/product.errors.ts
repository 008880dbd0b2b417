/** What a seller or shopper can mend, by its stable code. */
export const USER_ERRORS = {
  SKU_TAKEN: 'Another variant has this SKU',
  OPTIONS_TAKEN: 'Another variant of the product has the same options',
  ALREADY_REVIEWED: 'You have reviewed this product already',
} as const;

export type UserErrorCode = keyof typeof USER_ERRORS;

/** Thrown inside a transaction, so that nothing of it stays; the payload's `userErrors` tell of it. */
export class MendableError extends Error {
  override readonly name = 'MendableError';

  constructor(
    readonly code: UserErrorCode,
    /** where in the input, outermost first */
    readonly inputPath: readonly string[],
  ) {
    super(USER_ERRORS[code]);
  }
}
