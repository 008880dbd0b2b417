import { OperationTypeNode } from 'graphql';
import type { AbortState } from '../abort-state.js';
import type { Engine } from '../engine.js';
import type { PlannedOperation } from '../planning/operation-planner.js';

/**
 * The end of one execution: its time is up, or something else ends it. It is looked at (by whatever is under way, every
 * 25 ms) and calls nobody: no timer and no listener has to be made for each operation.
 */
export class OperationDeadline implements AbortState {
  readonly #endsAt: number;
  readonly #endedBy: readonly AbortState[];

  /**
   * @param endsAt    by the clock of `performance.now()`
   * @param endedBy    what else ends it
   */
  constructor(endsAt: number, endedBy: readonly AbortState[]) {
    this.#endsAt = endsAt;
    this.#endedBy = endedBy;
  }

  get aborted(): boolean {
    for (const { aborted } of this.#endedBy) if (aborted) return true;
    return performance.now() >= this.#endsAt;
  }
}

/** When the time of an operation is up that is ready to be executed now, by the clock of `performance.now()`. */
export function operationDeadlineAt({ config }: Engine, { definition }: PlannedOperation): number {
  const { mutationMs, operationMs } = config.deadlines;
  return performance.now() + (definition.operation === OperationTypeNode.MUTATION ? mutationMs : operationMs);
}
