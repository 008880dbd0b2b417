import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import type { Category } from '../domain/category.js';
import { keptFor } from './kept-for.js';

@keptFor.fiveMinutes()
@ObjectType('Category', {
  description: 'A place in the catalogue’s tree. A product stands in one, and so in all above it.',
})
export class CategoryType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  slug!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  description!: string;

  @Field(() => Int, { description: 'Place among its siblings, from 0.' })
  position!: number;

  parentId!: string | null;
  ancestorIds!: readonly string[];

  @Field(() => CategoryType, { nullable: true, description: 'Null for a department, at the root.' })
  async parent(@Ctx() { loaders }: ProductsContext): Promise<CategoryType | null> {
    return this.parentId ? toCategory(await loaders.categoryById.load(this.parentId)) : null;
  }

  @Field(() => [CategoryType])
  async children(@Ctx() { loaders }: ProductsContext): Promise<CategoryType[]> {
    return toCategories(await loaders.childrenByCategory.load(this.id));
  }

  @Field(() => [CategoryType], { description: 'From the department down to this category itself: breadcrumbs.' })
  async path(@Ctx() { loaders }: ProductsContext): Promise<CategoryType[]> {
    return toCategories(await Promise.all(this.ancestorIds.map((id) => loaders.categoryById.load(id))));
  }
}

export function toCategory(category: Category | null): CategoryType | null {
  if (!category) return null;
  const { path, ...facts } = category;
  return Object.assign(new CategoryType(), facts, { ancestorIds: path });
}

export function toCategories(categories: readonly (Category | null)[]): CategoryType[] {
  return categories.flatMap((category) => toCategory(category) ?? []);
}
