import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import { type GraphQLSchema, parse, validate } from 'graphql';
import type { UsedOperation } from './read-usage.js';

export interface SchemaCheck {
  /** Changes of what is used, and which operations use it. */
  readonly breaking: readonly UsedChange[];
  /** Changes that would break those who use what is changed; nobody does. */
  readonly unused: readonly SchemaChange[];
  /** Changes that clients may notice: a value more of an enum, another default. */
  readonly dangerous: readonly UsedChange[];
  /** How many changes nobody can notice. */
  readonly safeCount: number;
  /** Operations that are not valid any more. */
  readonly invalid: readonly InvalidOperation[];
  /** How many operations were looked at. */
  readonly operationCount: number;
}

export interface SchemaChange {
  readonly message: string;
  /** `Type`, `Type.field`, `Type.field.argument`, `@directive`; absent when it concerns none. */
  readonly coordinate?: string;
}

export interface UsedChange extends SchemaChange {
  readonly operations: readonly UsedOperation[];
}

export interface InvalidOperation {
  readonly operation: UsedOperation;
  readonly errors: readonly string[];
}

/** Tells which change of a schema breaks what clients have asked for. */
export async function checkSchema(
  current: GraphQLSchema,
  next: GraphQLSchema,
  operations: readonly UsedOperation[],
): Promise<SchemaCheck> {
  const changes = await diff(current, next);
  const usedChanges = (level: CriticalityLevel) =>
    changes.filter(({ criticality }) => criticality.level === level).map((change) => usedChange(change, operations));
  const breaking = usedChanges(CriticalityLevel.Breaking);
  return {
    breaking: breaking.filter(({ operations: users }) => users.length > 0),
    unused: breaking
      .filter(({ operations: users }) => users.length === 0)
      .map(({ operations: _, ...change }) => change),
    dangerous: usedChanges(CriticalityLevel.Dangerous),
    safeCount: changes.filter(({ criticality }) => criticality.level === CriticalityLevel.NonBreaking).length,
    invalid: operations.flatMap((operation) => invalidOperation(current, next, operation)),
    operationCount: operations.length,
  };
}

/** Whether a used thing breaks. */
export function isBroken({ breaking, invalid }: SchemaCheck): boolean {
  return breaking.length > 0 || invalid.length > 0;
}

function usedChange({ message, path, type }: Change, operations: readonly UsedOperation[]): UsedChange {
  if (path === undefined) return { message, operations: [] };
  const isNew = String(type).endsWith('_ADDED');
  const users = operations.filter(({ coordinates }) => isUsed(path, isNew, coordinates));
  return { message, coordinate: path, operations: users };
}

/** What is new has no use yet: that of what it belongs to counts. Of some enums and inputs everything may come. */
function isUsed(path: string, isNew: boolean, coordinates: readonly string[]): boolean {
  const owner = path.slice(0, Math.max(0, path.lastIndexOf('.')));
  if (coordinates.includes(path)) return true;
  return owner !== '' && (coordinates.includes(`${owner}.*`) || (isNew && coordinates.includes(owner)));
}

/** One that was not valid before is not broken by the change. */
function invalidOperation(current: GraphQLSchema, next: GraphQLSchema, operation: UsedOperation): InvalidOperation[] {
  const document = parse(operation.text);
  const errors = validate(next, document).map(({ message }) => message);
  if (errors.length === 0 || validate(current, document).length > 0) return [];
  return [{ operation, errors }];
}
