import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import { CategoryType, toCategories, toCategory } from './category.type.js';
import { requireOneOf } from './require-one-of.js';

@Resolver()
export class CategoryResolver {
  @Query(() => [CategoryType], {
    description: 'All of them, parents before children; `level` 0 gives the departments alone.',
  })
  async categories(
    @Ctx() { loaders }: ProductsContext,
    @Arg('level', () => Int, { nullable: true }) level?: number | null,
  ): Promise<CategoryType[]> {
    const categories = await loaders.allCategories();
    return toCategories(level == null ? categories : categories.filter(({ path }) => path.length === level + 1));
  }

  @Query(() => CategoryType, { nullable: true })
  async category(
    @Ctx() { loaders }: ProductsContext,
    @Arg('id', () => ID, { nullable: true }) id?: string | null,
    @Arg('slug', () => String, { nullable: true }) slug?: string | null,
  ): Promise<CategoryType | null> {
    const key = requireOneOf({ id, slug });
    return toCategory(await (key.name === 'id' ? loaders.categoryById : loaders.categoryBySlug).load(key.value));
  }
}
