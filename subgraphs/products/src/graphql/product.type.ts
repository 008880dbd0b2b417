import type { Currency } from '@souk/subgraph-kit';
import { CurrencyCode, connectionOf, DateTime, JsonValue, toMoney } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import { rangeIn } from '../domain/price-in-currency.js';
import { averageRating, optionsOf, type Product } from '../domain/product.js';
import { BrandType } from './brand.type.js';
import { CategoryType, toCategory } from './category.type.js';
import { keptFor } from './kept-for.js';
import { ProductImageType, toImage } from './product-image.type.js';
import { PriceRangeType, ProductAttributeType, ProductOptionType } from './product-parts.type.js';
import { ProductVariantType, toVariant } from './product-variant.type.js';
import { SellerStub } from './stubs/seller.stub.js';

@Directive('@key(fields: "id")')
@keptFor.oneMinute()
@ObjectType('Product')
export class ProductType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'For addresses; unique and never changed.' })
  slug!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'One or two sentences.' })
  description!: string;

  @Field(() => String, { nullable: true })
  longDescription!: string | null;

  @Field(() => [ProductAttributeType])
  attributes!: ProductAttributeType[];

  @Field(() => JsonValue, { nullable: true, description: 'The data sheet: an object of names and values.' })
  specifications!: unknown;

  @Field(() => Int)
  reviewCount!: number;

  @Field(() => Boolean, { description: 'False once archived: it is no longer listed, found or sold.' })
  isActive!: boolean;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime)
  updatedAt!: Date;

  ratingSum!: number;
  brandId!: string | null;
  categoryId!: string | null;
  sellerId!: string;

  @Field(() => Float, { nullable: true, description: 'Average of the reviews’ stars, 1–5; null without reviews.' })
  rating(): number | null {
    return averageRating(this);
  }

  @Field(() => BrandType, { nullable: true })
  async brand(@Ctx() { loaders }: ProductsContext): Promise<BrandType | null> {
    return this.brandId ? loaders.brandById.load(this.brandId) : null;
  }

  @Field(() => CategoryType, { nullable: true })
  async category(@Ctx() { loaders }: ProductsContext): Promise<CategoryType | null> {
    return this.categoryId ? toCategory(await loaders.categoryById.load(this.categoryId)) : null;
  }

  @keptFor.asLongAsItsObject()
  @Field(() => SellerStub, { nullable: true })
  seller(): SellerStub {
    return { id: this.sellerId };
  }

  @Field(() => [ProductImageType], { description: 'The first is the one to show.' })
  async images(@Ctx() { loaders }: ProductsContext): Promise<ProductImageType[]> {
    return (await loaders.imagesByProduct.load(this.id)).map(toImage);
  }

  @Field(() => [ProductVariantType], { description: 'Those that are sold, in the seller’s order.' })
  async variants(@Ctx() { loaders }: ProductsContext): Promise<ProductVariantType[]> {
    return (await loaders.variantsByProduct.load(this.id)).map(toVariant);
  }

  @Field(() => [ProductOptionType], { description: 'What the variants differ in.' })
  async options(@Ctx() { loaders }: ProductsContext): Promise<ProductOptionType[]> {
    return optionsOf(await loaders.variantsByProduct.load(this.id));
  }

  @keptFor.tenSeconds()
  @Field(() => PriceRangeType, { description: 'In USD when a variant has no price in the currency.' })
  async priceRange(
    @Ctx() { loaders }: ProductsContext,
    @Arg('currency', () => CurrencyCode, { defaultValue: 'USD' }) currency: Currency,
  ): Promise<PriceRangeType> {
    const range = rangeIn(await loaders.priceRangesByProduct.load(this.id), currency);
    return { min: toMoney(range.minMinorUnits, range.currency), max: toMoney(range.maxMinorUnits, range.currency) };
  }
}

export const ProductConnection = connectionOf('Product', () => ProductType);

export function toProduct(product: Product): ProductType {
  return Object.assign(new ProductType(), product);
}
