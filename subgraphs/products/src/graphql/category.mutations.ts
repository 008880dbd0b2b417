import { requireId, requireInteger, requireText } from '@souk/subgraph-kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import { createCategory, updateCategory } from '../use-cases/keep-categories.js';
import { CategoryCreateInput, CategoryUpdateInput } from './catalogue.inputs.js';
import { toCategory } from './category.type.js';
import { CategoryPayload } from './payloads.type.js';

const name = (text: string) => requireText(text, ['input', 'name'], { max: 120 });
const description = (text: string) => requireText(text, ['input', 'description'], { min: 0, max: 1_000 });
const position = (place: number) => requireInteger(place, ['input', 'position'], { min: 0, max: 10_000 });

@Resolver()
export class CategoryMutations {
  @Mutation(() => CategoryPayload, { description: 'Admins.' })
  async categoryCreate(
    @Ctx() context: ProductsContext,
    @Arg('input', () => CategoryCreateInput) input: CategoryCreateInput,
  ): Promise<CategoryPayload> {
    const categoryId = await createCategory(context.app, context.viewer, {
      name: name(input.name),
      description: description(input.description ?? ''),
      parentId: input.parentId ? requireId(input.parentId, ['input', 'parentId']) : null,
      position: position(input.position ?? 0),
      idempotencyKey: input.idempotencyKey ?? null,
    });
    return payloadOf(context, categoryId);
  }

  @Mutation(() => CategoryPayload, { description: 'Admins. A category stays where it is in the tree.' })
  async categoryUpdate(
    @Ctx() context: ProductsContext,
    @Arg('input', () => CategoryUpdateInput) input: CategoryUpdateInput,
  ): Promise<CategoryPayload> {
    const categoryId = requireId(input.categoryId, ['input', 'categoryId']);
    const changes = {
      ...(input.name != null && { name: name(input.name) }),
      ...(input.description != null && { description: description(input.description) }),
      ...(input.position != null && { position: position(input.position) }),
    };
    await updateCategory(context.app, context.viewer, { categoryId, changes });
    return payloadOf(context, categoryId);
  }
}

async function payloadOf({ loaders }: ProductsContext, categoryId: string): Promise<CategoryPayload> {
  return { category: toCategory(await loaders.categoryById.load(categoryId)), userErrors: [] };
}
