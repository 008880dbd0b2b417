import type { AdmittedCost } from '../demand/demand-control.js';
import { settleParts } from '../demand/settle-parts.js';
import type { Engine } from '../engine.js';
import { executeInParts } from '../execution/deferred/execute-in-parts.js';
import type { OperationCall } from '../execution/operation-call.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { Outcome } from './outcome.js';

/**
 * Answers a query or mutation with deferred fragments, in parts.
 *
 * @param cost    absent when nobody asks what operations cost
 */
export async function answerInParts(
  engine: Engine,
  planned: PlannedOperation,
  call: OperationCall,
  cost: AdmittedCost | undefined,
): Promise<Outcome> {
  call.trace?.enter('graphql.execute');
  const outcome = await executeInParts(engine, planned, call);
  if (outcome.kind === 'deferred') call.trace?.enter('graphql.deferred');
  else call.trace?.leave();
  const { demand } = engine;
  if (!demand || !cost) return outcome;
  const kind = planned.definition.operation;
  if (outcome.kind === 'answered') return { ...outcome, answer: demand.settle(cost, kind, outcome.answer) };
  return { ...outcome, rest: settleParts(demand, cost, kind, outcome) };
}
