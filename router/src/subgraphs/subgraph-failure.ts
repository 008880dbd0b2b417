/** Why a subgraph gave no answer. */
export type SubgraphFailureKind =
  /** There is no connection to it. */
  | 'unreachable'
  /** The connection was lost before the whole answer was there. */
  | 'broken'
  /** Its deadline passed. */
  | 'deadline'
  /** The operation it was asked for ended before it answered. */
  | 'abandoned'
  /** It answered something that cannot be used: not GraphQL, or too much of it. */
  | 'answer'
  /** It was not asked: its circuit is open, or too many requests wait for it. */
  | 'refused';

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

/** The failure of a request that was given up; `deadlineMs` is what it had. */
export function givenUp(why: 'deadline' | 'abandoned', deadlineMs: number): SubgraphFailure {
  if (why === 'abandoned') return new SubgraphFailure('abandoned', 'the operation ended before it answered');
  return new SubgraphFailure('deadline', `no answer within ${deadlineMs} ms`);
}
