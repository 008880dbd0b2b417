export interface Category {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** null at the root */
  readonly parentId: string | null;
  /** ids from the root down to the category itself */
  readonly path: readonly string[];
  /** place among its siblings, from 0 */
  readonly position: number;
}
