import { isRecord, ownValue } from '../json-record.js';
import { FollowedParts } from '../pipeline/followed-parts.js';
import type { AnswerPart, DeferredAnswer, DeliveredFragment } from '../pipeline/outcome.js';
import type { AdmittedCost, DemandControl } from './demand-control.js';

/** Measures what an answer in parts did cost, when the last part is there, and tells it there when it is to be told. */
export function settleParts(
  demand: DemandControl,
  cost: AdmittedCost,
  kind: string,
  { answer, rest }: DeferredAnswer,
): AsyncIterableIterator<AnswerPart> {
  const whole: unknown = JSON.parse(String(answer.data ?? null));
  return new FollowedParts(rest, {
    onPart(part) {
      for (const fragment of part.fragments) addFragment(whole, fragment);
      if (part.hasNext) return part;
      const { extensions } = demand.settle(cost, kind, { data: JSON.stringify(whole) });
      return extensions ? { ...part, extensions } : part;
    },
  });
}

function addFragment(whole: unknown, { pending: { path }, data }: DeliveredFragment): void {
  let object = whole;
  for (const key of path) {
    if (Array.isArray(object)) object = object[Number(key)];
    else if (isRecord(object)) object = ownValue(object, String(key));
  }
  merge(object, JSON.parse(data));
}

/** What is in both is the same but for what is selected of it. */
function merge(target: unknown, source: unknown): void {
  if (Array.isArray(target) && Array.isArray(source)) {
    for (const [index, item] of source.entries()) merge(target[index], item);
  }
  if (!isRecord(target) || !isRecord(source)) return;
  for (const [name, value] of Object.entries(source)) {
    const present = ownValue(target, name);
    if (typeof present === 'object' && present !== null) merge(present, value);
    // A plain assignment to a response name of `__proto__` would set the prototype.
    else Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  }
}
