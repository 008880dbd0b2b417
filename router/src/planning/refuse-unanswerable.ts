import { RequestError } from '../errors/request-error.js';
import type { FieldWriting } from '../execution/writing/selection-writing.js';

/**
 * The planner makes a plan without a root field when it finds no way to what is selected below it.
 *
 * @param fields    of the root, with what the plan brings of each
 * @throws RequestError unanswerable
 */
export function refuseUnanswerable(fields: readonly FieldWriting[]): void {
  for (const field of fields) {
    if (field.kind !== 'data' || field.slot !== undefined) continue;
    throw new RequestError('unanswerable', `No subgraph can answer ${field.value.label} as it is asked`);
  }
}
