import { decodeCursor, hasRole, isId, type Member } from '@souk/subgraph-kit';
import { z } from 'zod';
import {
  countImportErrors,
  findImport,
  type ImportRecord,
  pageOfImportErrors,
} from '../data/stock-import.repository.js';
import type { InventoryDependencies } from './dependencies.js';

export const IMPORT_ERRORS_BY_LINE = 'import-errors-by-line';

export interface ImportErrorList {
  /** up to `first` + 1 */
  readonly rows: { line: number; sku: string; code: string }[];
  readonly countAll: () => Promise<number>;
}

/** @returns null when there is none, or when it is somebody else's; an admin sees all */
export async function findImportOf(
  { db }: InventoryDependencies,
  member: Member,
  importId: string,
): Promise<ImportRecord | null> {
  const found = isId(importId) ? await findImport(db, importId) : null;
  return found && (found.createdBy === member.id || hasRole(member, 'ADMIN')) ? found : null;
}

/** By line; empty for an import that the member can't see. @throws InvalidInputError  for a cursor of another list */
export async function listImportErrors(
  dependencies: InventoryDependencies,
  { member, importId, first, after }: { member: Member; importId: string; first: number; after: string | null },
): Promise<ImportErrorList> {
  const [last = null] = after === null ? [] : decodeCursor(IMPORT_ERRORS_BY_LINE, after, z.tuple([z.int()]));
  if (!(await findImportOf(dependencies, member, importId))) return { rows: [], countAll: async () => 0 };
  const rows = await pageOfImportErrors(dependencies.db, { importId, limit: first + 1, after: last });
  return { rows, countAll: () => countImportErrors(dependencies.db, importId) };
}
