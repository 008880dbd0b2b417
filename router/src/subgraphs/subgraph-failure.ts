/** Why a subgraph gave no answer. */
export type SubgraphFailureKind =
  /** It cannot be reached, or the connection broke. */
  | 'connection'
  /** Its deadline passed. */
  | 'deadline'
  /** The operation it was asked for ended before it answered. */
  | 'abandoned'
  /** It answered something that cannot be used: not GraphQL, or too much of it. */
  | 'answer';

/**
 * A subgraph that gave no GraphQL answer at all: down, too slow, too large, or not speaking GraphQL. The message is for
 * clients: it has no address in it.
 */
export class SubgraphFailure extends Error {
  override readonly name = 'SubgraphFailure';
  readonly code = 'SUBGRAPH_FAILED';
  readonly kind: SubgraphFailureKind;

  constructor(kind: SubgraphFailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
