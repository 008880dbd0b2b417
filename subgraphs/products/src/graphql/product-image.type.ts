import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import type { ProductImage } from '../domain/product.js';
import { keptFor } from './kept-for.js';

@keptFor.fiveMinutes()
@ObjectType('ProductImage')
export class ProductImageType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Where the picture is; it never changes under its address.' })
  url(@Ctx() { app }: ProductsContext): string {
    return `${app.publicUrl()}/images/${this.id}.svg`;
  }

  @Field(() => String, { description: 'For those who do not see the picture.' })
  alt!: string;

  @Field(() => Int, { description: 'Pixels.' })
  width!: number;

  @Field(() => Int, { description: 'Pixels.' })
  height!: number;
}

export function toImage(image: ProductImage): ProductImageType {
  return Object.assign(new ProductImageType(), image);
}
