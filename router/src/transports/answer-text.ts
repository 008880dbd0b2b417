import { type Answer, answerText } from '../pipeline/outcome.js';

/** The JSON text of an answer, as every transport sends it. */
export function textOf(answer: Answer): string {
  return answerText(answer);
}

/** The JSON text of the list of errors of an answer that has nothing else. */
export function errorsTextOf({ errors = [] }: Answer): string {
  return JSON.stringify(errors);
}

/** Whether nothing was executed: a refusal, or the last word on a subscription that could not go on. */
export function hasNoData({ data }: Answer): boolean {
  return data === undefined;
}
