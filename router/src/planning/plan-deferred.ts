import { setImmediate } from 'node:timers/promises';
import { RequestError } from '../errors/request-error.js';
import type { PlanRoot } from '../plan-making/build-plan.js';
import type { DeferredFragments } from './deferred-fragments.js';

/** @param deferred    what the planner is told of; nothing when absent */
export type PlanWith = (deferred: DeferredFragments | undefined) => PlanRoot | Promise<PlanRoot>;

export interface DeferredPlan {
  readonly node: PlanRoot;
  /** How many fragments are fetched with the part they stand in. */
  readonly unsplit: number;
}

/** Each costs a plan. */
const MAX_ATTEMPTS = 8;

/**
 * The planner fails on some operations with `@defer` that it plans without (a deferred field with `@requires` of another
 * subgraph's, say). Then it is told of all fragments but one, of one after the other, and of none when that does not help. What it is not
 * told of is fetched with the part it stands in, and follows all the same.
 *
 * @throws RequestError    see PlanMaker
 */
export function planDeferred(deferred: DeferredFragments, planWith: PlanWith): DeferredPlan | Promise<DeferredPlan> {
  const unlessRefused = (error: unknown) => {
    if (!isOfSplitting(error)) throw error;
    return planWithFewer(deferred, planWith);
  };
  try {
    const made = planWith(deferred);
    return made instanceof Promise ? made.then(wholly).catch(unlessRefused) : wholly(made);
  } catch (error) {
    return unlessRefused(error);
  }
}

/** What no subgraph can be asked for later may come with the rest: a deferred fetch needs a key of its object. */
function isOfSplitting(error: unknown): boolean {
  return !(error instanceof RequestError) || error.reason === 'unanswerable';
}

function wholly(node: PlanRoot): DeferredPlan {
  return { node, unsplit: 0 };
}

async function planWithFewer(deferred: DeferredFragments, planWith: PlanWith): Promise<DeferredPlan> {
  const parts = [...new Set([...deferred.byDirective.values()].map(({ part }) => part))];
  for (const part of parts.length > 1 ? parts.slice(0, MAX_ATTEMPTS) : []) {
    // Each attempt may take as long as a plan.
    await setImmediate();
    try {
      return { node: await planWith(without(deferred, part)), unsplit: 1 };
    } catch (error) {
      if (!isOfSplitting(error)) throw error;
    }
  }
  await setImmediate();
  return { node: await planWith(undefined), unsplit: parts.length };
}

function without({ key, byDirective }: DeferredFragments, part: number): DeferredFragments {
  return {
    key: `${key} without ${part}`,
    byDirective: new Map([...byDirective].filter(([, fragment]) => fragment.part !== part)),
  };
}
