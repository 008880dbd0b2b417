/**
 * Souk cannot start, for a reason that a person can mend: the message is one sentence which says what to do.
 * Shown without a stack; everything else that is thrown is a bug and is shown whole.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code = 'CANNOT_START';
}
