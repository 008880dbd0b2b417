import { NotFoundError, newId, requireRole, runOnce, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { ProductsDependencies } from '../context.js';
import { changeCategory, findCategory, findProductIdsBelow, insertCategory } from '../data/category.repository.js';
import { refreshDocuments } from '../data/search/write-documents.js';

export interface NewCategory {
  readonly name: string;
  readonly description: string;
  /** null: a department */
  readonly parentId: string | null;
  readonly position: number;
  readonly idempotencyKey: string | null;
}

export interface CategoryUpdate {
  readonly categoryId: string;
  readonly changes: { readonly name?: string; readonly description?: string; readonly position?: number };
}

const answer = z.object({ categoryId: z.uuid() });

/** @returns its id @throws ForbiddenError  for all but admins @throws NotFoundError  for an unknown parent */
export async function createCategory(app: ProductsDependencies, viewer: Viewer, input: NewCategory): Promise<string> {
  const admin = requireRole(viewer, 'ADMIN');
  const { idempotencyKey: key, ...content } = input;
  const { categoryId } = await app.db.transaction((tx) =>
    runOnce(tx, { scope: `user:${admin.id}/categoryCreate`, key, input: content }, answer, async () => {
      const parent = content.parentId === null ? null : await findCategory(tx, content.parentId);
      if (content.parentId !== null && !parent) throw new NotFoundError('Category');
      const id = newId();
      await insertCategory(tx, { ...content, id, path: [...(parent?.path ?? []), id] });
      return { categoryId: id };
    }),
  );
  return categoryId;
}

/**
 * Changes what is given; the category stays where it is in the tree. Its products are found by the new name at once.
 *
 * @throws ForbiddenError  for all but admins @throws NotFoundError
 */
export async function updateCategory(app: ProductsDependencies, viewer: Viewer, update: CategoryUpdate): Promise<void> {
  requireRole(viewer, 'ADMIN');
  const { categoryId, changes } = update;
  await app.db.transaction(async (tx) => {
    if (!(await changeCategory(tx, categoryId, changes))) throw new NotFoundError('Category');
    if (changes.name !== undefined) await refreshDocuments(tx, await findProductIdsBelow(tx, categoryId));
  });
}
