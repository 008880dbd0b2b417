import { DAY_MS, STORY_END_MS } from '../clock.js';
import { idOf } from '../ids.js';
import type { SeedCategory } from '../types.js';
import { DEPARTMENTS } from './category-tree.js';

const OPENED_MS = STORY_END_MS - 1_600 * DAY_MS;

/** Departments, groups and leaves, each parent before its children. */
export const CATEGORIES: readonly SeedCategory[] = categoryRows();

const idsBySlug = new Map(CATEGORIES.map(({ slug, id }) => [slug, id]));

/** @throws RangeError  when the tree has no such category */
export function categoryId(slug: string): string {
  const id = idsBySlug.get(slug);
  if (id === undefined) throw new RangeError(`Expected the slug of a category, got ${slug}`);
  return id;
}

function categoryRows(): SeedCategory[] {
  const rows: SeedCategory[] = [];
  const add = (
    branch: { readonly slug: string; readonly name: string; readonly description: string },
    parentId: string | null,
    position: number,
  ) => {
    const { slug, name, description } = branch;
    const id = idOf('category', OPENED_MS + rows.length, rows.length);
    rows.push({ id, slug, name, description, parentId, position });
    return id;
  };
  for (const [place, department] of DEPARTMENTS.entries()) {
    const departmentId = add(department, null, place);
    for (const [groupPlace, group] of department.groups.entries()) {
      const groupId = add(group, departmentId, groupPlace);
      for (const [leafPlace, leaf] of group.leaves.entries()) add(leaf, groupId, leafPlace);
    }
  }
  return rows;
}
