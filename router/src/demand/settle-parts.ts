import { isRecord, type JsonRecord } from '../json-record.js';
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
  const whole: unknown = JSON.parse(answer.data ?? 'null');
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
    if (Array.isArray(object) && typeof key === 'number') object = object[key];
    else if (isRecord(object)) object = object[key];
  }
  const added: unknown = JSON.parse(data);
  if (isRecord(object) && isRecord(added)) merge(object, added);
}

/** What is in both is the same but for what is selected of it. */
function merge(target: { [name: string]: unknown }, source: JsonRecord): void {
  for (const [name, value] of Object.entries(source)) target[name] = mergedValue(target[name], value);
}

function mergedValue(present: unknown, value: unknown): unknown {
  if (Array.isArray(present) && Array.isArray(value)) {
    return value.map((item, index) => mergedValue(present[index], item));
  }
  if (!isRecord(present) || !isRecord(value)) return value;
  const both = { ...present };
  merge(both, value);
  return both;
}
