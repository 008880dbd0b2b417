/** A schema cannot be checked; the message is one sentence that says why. */
export class SchemaCheckError extends Error {
  override readonly name = 'SchemaCheckError';
  readonly code = 'SCHEMA_CHECK_FAILED';
}
