import type { PlanStep } from '../planning/plan.js';
import { executeFetch } from './execute-fetch.js';
import type { Execution } from './execution.js';
import { type Position, positionsAt } from './position.js';

/** Executes one step of a plan, and what is below it, at the given positions of the data. */
export async function executePlan(execution: Execution, step: PlanStep, positions: readonly Position[]): Promise<void> {
  switch (step.kind) {
    case 'Fetch':
      return executeFetch(execution, step, positions);
    case 'Flatten':
      return executePlan(execution, step.step, positionsAt(positions, step.path, execution.types));
    case 'Sequence':
      for (const child of step.steps) await executePlan(execution, child, positions);
      return;
    case 'Parallel':
      await Promise.all(step.steps.map((child) => executePlan(execution, child, positions)));
      return;
    case 'Condition': {
      const branch = execution.coercedVariables[step.variable] === true ? step.whenTrue : step.whenFalse;
      if (branch) await executePlan(execution, branch, positions);
      return;
    }
    default:
      return step satisfies never;
  }
}
