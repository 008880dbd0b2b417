import { RequestError } from '../errors/request-error.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { SubscriptionPlan } from '../planning/plan.js';

/**
 * The plan of a subscription, which must select one field of data.
 *
 * @throws RequestError validationFailed
 * Source: https://spec.graphql.org/October2021/#sec-Single-root-field
 */
export function singleSubscription({ plan, selection, rootType }: PlannedOperation): SubscriptionPlan {
  const fields = selection.fieldsOf(rootType);
  if (plan.subscription && fields.length === 1) return plan.subscription;
  throw new RequestError('validationFailed', 'A subscription must select exactly one top-level field of data');
}
