import type { Engine } from '../engine.js';
import type { ClientError } from '../errors/client-error.js';
import { FollowedParts } from '../pipeline/followed-parts.js';
import type { OperationRequest } from '../pipeline/operation-request.js';
import type { DeferredAnswer, Outcome } from '../pipeline/outcome.js';
import { type OperationRecord, observeOperation } from './observe-operation.js';

/** Observes an operation whose answer comes in parts when the last of them is taken, or the client has left. */
export function observeParts<T extends Outcome & DeferredAnswer>(
  engine: Engine,
  request: OperationRequest,
  record: OperationRecord,
  outcome: T,
): T {
  const errors: ClientError[] = [...(outcome.answer.errors ?? [])];
  const rest = new FollowedParts(outcome.rest, {
    onPart(part) {
      for (const fragment of part.fragments) errors.push(...(fragment.errors ?? []));
      return part;
    },
    onEnd() {
      const answer = errors.length > 0 ? { ...outcome.answer, errors } : outcome.answer;
      observeOperation(engine, request, record, { ...outcome, answer });
    },
  });
  return { ...outcome, rest };
}
