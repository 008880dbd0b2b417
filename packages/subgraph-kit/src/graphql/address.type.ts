import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { requireText } from '../text.js';
import { CountryCode } from './scalars.js';

/** Where something can be sent; the same shape in the address book, the cart and the order. */
export interface PostalAddress {
  readonly recipient: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string;
  readonly country: string;
  readonly phone: string | null;
}

@Directive('@shareable')
@ObjectType('Address')
export class AddressType implements PostalAddress {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  recipient!: string;

  @Field(() => String)
  line1!: string;

  @Field(() => String, { nullable: true })
  line2!: string | null;

  @Field(() => String)
  city!: string;

  @Field(() => String, { nullable: true, description: 'State, province or prefecture.' })
  region!: string | null;

  @Field(() => String)
  postalCode!: string;

  @Field(() => CountryCode)
  country!: string;

  @Field(() => String, { nullable: true })
  phone!: string | null;

  @Field(() => Boolean)
  isDefault!: boolean;
}

@InputType()
export class AddressInput {
  @Field(() => String)
  recipient!: string;

  @Field(() => String)
  line1!: string;

  @Field(() => String, { nullable: true })
  line2?: string | null;

  @Field(() => String)
  city!: string;

  @Field(() => String, { nullable: true })
  region?: string | null;

  @Field(() => String)
  postalCode!: string;

  @Field(() => CountryCode)
  country!: string;

  @Field(() => String, { nullable: true })
  phone?: string | null;
}

/** @throws InvalidInputError  naming the first field that is empty or too long */
export function requireAddress(input: AddressInput, inputPath: readonly string[]): PostalAddress {
  const text = (field: string, value: string, max: number) => requireText(value, [...inputPath, field], { max });
  const optional = (field: string, value: string | null | undefined, max: number) =>
    value ? text(field, value, max) : null;
  return {
    recipient: text('recipient', input.recipient, 120),
    line1: text('line1', input.line1, 200),
    line2: optional('line2', input.line2, 200),
    city: text('city', input.city, 120),
    region: optional('region', input.region, 120),
    postalCode: text('postalCode', input.postalCode, 20),
    country: input.country.toUpperCase(),
    phone: optional('phone', input.phone, 30),
  };
}
