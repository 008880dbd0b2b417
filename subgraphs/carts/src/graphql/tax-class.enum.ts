import { registerEnumType } from 'type-graphql';
import { TAX_CLASSES } from '../domain/tax.js';

/** The same as that of products. */
export const TaxClassEnum = Object.fromEntries(TAX_CLASSES.map((taxClass) => [taxClass, taxClass]));

registerEnumType(TaxClassEnum, {
  name: 'TaxClass',
  description: 'Which of the rates at the destination a sale is taxed at.',
});
