import type { InvalidOperation, SchemaChange, SchemaCheck, UsedChange } from './check-schema.js';
import type { UsedBy, UsedOperation } from './read-usage.js';

const MAX_CLIENTS = 3;

/** The result of a check for people. */
export function checkText(check: SchemaCheck): string {
  const { breaking, invalid, dangerous, unused, safeCount, operationCount } = check;
  return [
    `${counted(operationCount, 'operation')} in the usage.`,
    ...section('Breaks what is used', breaking.map(changeText)),
    ...section('Operations that are not valid any more', invalid.map(invalidText)),
    ...section('Clients may notice', dangerous.map(changeText)),
    ...section('Would break, but nobody uses it', unused.map(lineOf)),
    '',
    `${counted(safeCount, 'change')} that nobody can notice.`,
    '',
  ].join('\n');
}

function section(title: string, entries: readonly string[]): string[] {
  return entries.length > 0 ? ['', `${title}:`, ...entries] : [];
}

function changeText(change: UsedChange): string {
  return [lineOf(change), ...change.operations.map(usedText)].join('\n');
}

function lineOf({ coordinate, message }: SchemaChange): string {
  return coordinate === undefined ? `  - ${message}` : `  - ${coordinate}: ${message}`;
}

function invalidText({ operation, errors }: InvalidOperation): string {
  return [`  - ${nameOf(operation)}`, ...errors.map((error) => `      ${error}`), usedText(operation)].join('\n');
}

function usedText(operation: UsedOperation): string {
  const count = operation.clients.reduce((sum, used) => sum + used.count, 0);
  const lastSeen = new Date(Math.max(...operation.clients.map((used) => used.lastSeen.getTime())));
  const shown = operation.clients.slice(0, MAX_CLIENTS).map(clientText);
  const others = operation.clients.length - shown.length;
  const clients = [...shown, ...(others > 0 ? [`${others} more`] : [])].join(', ');
  return `      ${nameOf(operation)}: ${counted(count, 'request')}, last ${lastSeen.toISOString()}, by ${clients}`;
}

function nameOf({ name, type, signature }: UsedOperation): string {
  return `${type} ${name ?? '(without a name)'} ${signature.slice(0, 12)}`;
}

function clientText({ client, version }: UsedBy): string {
  if (client === undefined) return 'a client without a name';
  return version === undefined ? client : `${client} ${version}`;
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
