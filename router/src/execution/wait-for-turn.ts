import type { Engine } from '../engine.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { OperationCall } from './operation-call.js';
import { operationDeadlineMs } from './operation-deadline.js';

/**
 * Waits until the operation has a place in execution. Its time goes on meanwhile.
 *
 * @param size    see `ExecutionBound`
 * @returns the call as it is to be executed
 * @throws RequestError    see `ExecutionBound.enter`
 */
export async function waitForTurn(
  engine: Engine,
  operation: PlannedOperation,
  call: OperationCall,
  size: number,
): Promise<OperationCall> {
  const deadlineAt = performance.now() + operationDeadlineMs(engine, operation);
  await engine.executionBound.enter({ deadlineAt, signal: call.signal, size });
  return { ...call, deadlineAt };
}
