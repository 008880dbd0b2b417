import { isSettableHeader } from '../config/header-rules-config.js';
import { errorCodes } from '../errors/error-codes.js';
import { isRecord, type JsonRecord } from '../json-record.js';
import type { HookDecision, ResponseChange } from './router-hooks.js';

/**
 * What hooks return is checked, for many are not written in TypeScript. All functions throw a TypeError that says what was
 * expected.
 */
export function readDecision(returned: unknown): HookDecision | undefined {
  if (returned === undefined) return undefined;
  const { refuse, answer } = recordOf(returned, 'a decision');
  if (refuse !== undefined) return { refuse: readRefusal(recordOf(refuse, '"refuse"')) };
  const { data, extensions } = recordOf(answer, 'a decision with "refuse" or "answer"');
  const shown = extensions === undefined ? {} : { extensions: recordOf(extensions, '"extensions"') };
  return { answer: { data: data === null ? null : recordOf(data, '"answer.data"'), ...shown } };
}

/** @returns the headers, names in lower case */
export function readRequestChange(returned: unknown): Readonly<Record<string, string>> {
  return returned === undefined ? {} : readHeaders(recordOf(returned, 'a change').headers);
}

export function readResponseChange(returned: unknown): ResponseChange {
  if (returned === undefined) return {};
  const { extensions, headers } = recordOf(returned, 'a change');
  return {
    ...(extensions !== undefined && { extensions: recordOf(extensions, '"extensions"') }),
    ...(headers !== undefined && { headers: readHeaders(headers) }),
  };
}

export function readNothing(): void {}

function readRefusal({ reason, message, headers }: JsonRecord) {
  if (typeof message !== 'string') throw new TypeError('"refuse.message" must be a text');
  const known = Object.keys(errorCodes).find((name): name is keyof typeof errorCodes => name === reason);
  if (!known) throw new TypeError(`"refuse.reason" must be one of ${Object.keys(errorCodes).join(', ')}`);
  return { reason: known, message, ...(headers !== undefined && { headers: readHeaders(headers) }) };
}

function readHeaders(value: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, text] of Object.entries(recordOf(value, '"headers"'))) {
    const lowerName = name.toLowerCase();
    if (typeof text !== 'string' || !isSettableHeader(lowerName, text)) {
      throw new TypeError(`The header "${name}" cannot be set, or not to this value`);
    }
    headers[lowerName] = text;
  }
  return headers;
}

function recordOf(value: unknown, what: string): JsonRecord {
  if (isRecord(value)) return value;
  throw new TypeError(`A hook must return ${what} as an object, got ${value === null ? 'null' : typeof value}`);
}
