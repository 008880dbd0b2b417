import { CurrencyCode, JsonValue, SafeInt } from '@souk/subgraph-kit/graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { TaxClass } from '../domain/product.js';
import type { ProductAsked } from '../domain/product-draft.js';
import type { PriceAsked, VariantAsked } from '../domain/variant-draft.js';
import { TaxClassEnum } from './tax-class.enum.js';

const ONCE = 'A repeated call with the same key gets the first one’s answer. 1–200 characters.';

@InputType('ProductAttributeInput')
export class ProductAttributeInput {
  @Field(() => String, { description: 'Stable name for filters, snake_case.' })
  key!: string;

  @Field(() => String)
  label!: string;

  @Field(() => String)
  value!: string;
}

@InputType('VariantOptionInput')
export class VariantOptionInput {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  value!: string;
}

@InputType('VariantPriceInput')
export class VariantPriceInput implements PriceAsked {
  @Field(() => CurrencyCode)
  currency!: string;

  @Field(() => SafeInt)
  minorUnits!: number;

  @Field(() => SafeInt, { nullable: true, description: 'The former price, above `minorUnits`.' })
  compareAtMinorUnits?: number | null;
}

@InputType('ProductVariantInput')
export class ProductVariantInput implements VariantAsked {
  @Field(() => String)
  sku!: string;

  @Field(() => String, { nullable: true, description: 'The option values if left out.' })
  name?: string | null;

  @Field(() => [VariantOptionInput], { nullable: true })
  options?: VariantOptionInput[] | null;

  @Field(() => Int)
  weightGrams!: number;

  @Field(() => TaxClassEnum, { defaultValue: 'STANDARD' })
  taxClass!: TaxClass;

  @Field(() => [VariantPriceInput], { description: 'One per currency, USD among them.' })
  prices!: VariantPriceInput[];
}

@InputType('ProductCreateInput')
export class ProductCreateInput implements ProductAsked {
  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'One or two sentences.' })
  description!: string;

  @Field(() => String, { nullable: true })
  longDescription?: string | null;

  @Field(() => String, { nullable: true, description: 'An existing brand’s name or a new one’s.' })
  brandName?: string | null;

  @Field(() => ID)
  categoryId!: string;

  @Field(() => [ProductAttributeInput], { nullable: true })
  attributes?: ProductAttributeInput[] | null;

  @Field(() => JsonValue, { nullable: true, description: 'An object of names and values.' })
  specifications?: unknown;

  @Field(() => [ProductVariantInput], { description: '1–100.' })
  variants!: ProductVariantInput[];

  @Field(() => ID, { nullable: true, description: 'For admins; everybody else sells what they create.' })
  sellerId?: string | null;

  @Field(() => String, { nullable: true, description: ONCE })
  idempotencyKey?: string | null;
}

@InputType('ProductUpdateInput', {
  description: 'What is left out stays. An empty brand name or long description takes it away.',
})
export class ProductUpdateInput implements Partial<ProductAsked> {
  @Field(() => ID)
  productId!: string;

  @Field(() => String, { nullable: true })
  name?: string;

  @Field(() => String, { nullable: true })
  description?: string;

  @Field(() => String, { nullable: true })
  longDescription?: string | null;

  @Field(() => String, { nullable: true })
  brandName?: string | null;

  @Field(() => ID, { nullable: true })
  categoryId?: string;

  @Field(() => [ProductAttributeInput], { nullable: true })
  attributes?: ProductAttributeInput[] | null;

  @Field(() => JsonValue, { nullable: true })
  specifications?: unknown;
}

@InputType('ProductArchiveInput')
export class ProductArchiveInput {
  @Field(() => ID)
  productId!: string;
}

@InputType('VariantCreateInput')
export class VariantCreateInput extends ProductVariantInput {
  @Field(() => ID)
  productId!: string;

  @Field(() => String, { nullable: true, description: ONCE })
  idempotencyKey?: string | null;
}

@InputType('VariantUpdateInput', { description: 'What is left out stays.' })
export class VariantUpdateInput {
  @Field(() => ID)
  variantId!: string;

  @Field(() => String, { nullable: true })
  sku?: string | null;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => [VariantOptionInput], { nullable: true })
  options?: VariantOptionInput[] | null;

  @Field(() => Int, { nullable: true })
  weightGrams?: number | null;

  @Field(() => TaxClassEnum, { nullable: true })
  taxClass?: TaxClass | null;
}

@InputType('VariantArchiveInput')
export class VariantArchiveInput {
  @Field(() => ID)
  variantId!: string;
}

@InputType('VariantPriceSetInput')
export class VariantPriceSetInput extends VariantPriceInput {
  @Field(() => ID)
  variantId!: string;
}
