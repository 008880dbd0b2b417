import type { Currency } from '@souk/subgraph-kit';
import { CurrencyCode, MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import { priceIn } from '../domain/price-in-currency.js';
import type { TaxClass, Variant } from '../domain/product.js';
import { keptFor } from './kept-for.js';
import { ProductImageType, toImage } from './product-image.type.js';
import { VariantOptionType } from './product-parts.type.js';
import { TaxClassEnum } from './tax-class.enum.js';

@Directive('@key(fields: "id")')
@keptFor.oneMinute()
@ObjectType('ProductVariant', { description: 'What is put into a cart: one product in one size, colour …' })
export class ProductVariantType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  sku!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [VariantOptionType])
  options!: VariantOptionType[];

  @Field(() => Int, { nullable: true })
  weightGrams!: number;

  @Field(() => TaxClassEnum)
  taxClass!: TaxClass;

  @Field(() => Boolean, { description: 'False once archived: it is no longer sold.' })
  isActive!: boolean;

  productId!: string;
  imageId!: string | null;

  @keptFor.tenSeconds()
  @Field(() => MoneyType, { description: 'In USD when it has no price in the currency.' })
  async price(
    @Ctx() { loaders }: ProductsContext,
    @Arg('currency', () => CurrencyCode, { defaultValue: 'USD' }) currency: Currency,
  ): Promise<MoneyType> {
    const price = priceIn(await loaders.pricesByVariant.load(this.id), currency);
    return toMoney(price.minorUnits, price.currency);
  }

  @keptFor.tenSeconds()
  @Field(() => MoneyType, {
    nullable: true,
    description: 'The former price, above `price`; null when it is not reduced.',
  })
  async compareAtPrice(
    @Ctx() { loaders }: ProductsContext,
    @Arg('currency', () => CurrencyCode, { defaultValue: 'USD' }) currency: Currency,
  ): Promise<MoneyType | null> {
    const price = priceIn(await loaders.pricesByVariant.load(this.id), currency);
    return price.compareAtMinorUnits === null ? null : toMoney(price.compareAtMinorUnits, price.currency);
  }

  @Field(() => ProductImageType, { nullable: true })
  async image(@Ctx() { loaders }: ProductsContext): Promise<ProductImageType | null> {
    const image = this.imageId ? await loaders.imageById.load(this.imageId) : null;
    return image && toImage(image);
  }
}

export function toVariant(variant: Variant): ProductVariantType {
  return Object.assign(new ProductVariantType(), variant);
}
