import { Directive, Field, ObjectType } from 'type-graphql';
import { type Currency, formatAmount } from '../money.js';
import { CurrencyCode, Decimal, SafeInt } from './scalars.js';

@Directive('@shareable')
@ObjectType('Money', {
  description: 'An amount in the smallest unit of its currency: cents of USD, yen of JPY, fils of KWD.',
})
export class MoneyType {
  @Field(() => SafeInt)
  minorUnits!: number;

  @Field(() => CurrencyCode)
  currency!: Currency;

  @Field(() => Decimal, {
    description: 'The same amount for people to read, with the currency’s own number of digits.',
  })
  amount(): string {
    return formatAmount(this.minorUnits, this.currency);
  }
}

export function toMoney(minorUnits: number, currency: Currency): MoneyType {
  return Object.assign(new MoneyType(), { minorUnits, currency });
}
