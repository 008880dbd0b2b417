import type { Currency } from '@souk/subgraph-kit';
import { MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Field, Int, ObjectType } from 'type-graphql';
import type { TaxLine } from '../domain/tax-summary.js';

@ObjectType('TaxLine', { description: 'What of the cart, shipping included, is taxed at one rate.' })
export class TaxLineType {
  readonly line: TaxLine;
  readonly currency: Currency;

  constructor(line: TaxLine, currency: Currency) {
    this.line = line;
    this.currency = currency;
  }

  @Field(() => Int, { description: 'Hundredths of a percent.' })
  get rateBasisPoints(): number {
    return this.line.rateBasisPoints;
  }

  @Field(() => MoneyType, { description: 'Without the tax.' })
  get net(): MoneyType {
    return toMoney(this.line.netMinor, this.currency);
  }

  @Field(() => MoneyType, { description: 'Contained in the prices where Cart.pricesIncludeTax, else added to them.' })
  get tax(): MoneyType {
    return toMoney(this.line.taxMinor, this.currency);
  }
}
