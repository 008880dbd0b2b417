import { hasRole, type Member, newId, refuseUnstorableText, runOnce } from '@souk/subgraph-kit';
import { z } from 'zod';
import { addImport, addImportErrors } from '../data/stock-import.repository.js';
import { type ImportMode, type ImportText, readImport } from '../domain/stock-import.js';
import type { InventoryDependencies } from './dependencies.js';

export type StartedImport =
  | { readonly kind: 'started'; readonly importId: string }
  | { readonly kind: Exclude<ImportText['kind'], 'rows'> };

const started = z.object({ importId: z.string() });

/**
 * Takes the text of an import in; its rows are worked on afterwards, see `runImport`. A seller's import finds his own variants alone.
 *
 * @returns why the text as a whole can't be read, if so: nothing is kept then
 * Safe to repeat with the same `idempotencyKey`.
 */
export async function startImport(
  { db }: InventoryDependencies,
  { member, idempotencyKey, csv, mode }: { member: Member; idempotencyKey: string; csv: string; mode: ImportMode },
): Promise<StartedImport> {
  refuseUnstorableText(csv, ['input', 'csv']);
  const text = readImport(csv);
  if (text.kind !== 'rows') return text;
  const { rows, errors } = text;
  const work = { scope: `user:${member.id}/stockImport`, key: idempotencyKey, input: { csv, mode } };
  const { importId } = await db.transaction((tx) =>
    runOnce(tx, work, started, async () => {
      const id = newId();
      await addImport(tx, {
        id,
        createdBy: member.id,
        sellerId: hasRole(member, 'ADMIN') ? null : member.id,
        mode,
        csv,
        rowCount: rows.length + errors.length,
        doneRows: errors.length,
      });
      await addImportErrors(tx, id, errors);
      return { importId: id };
    }),
  );
  return { kind: 'started', importId };
}
