import { InvalidInputError, isChargeable, requireId, requireInteger, requireText } from '@souk/subgraph-kit';
import type { AmountsByCurrency, PromotionEffect, PromotionScope, PromotionTerms } from '../domain/promotion.js';
import type {
  BuyXGetYInput,
  PromotionAmountInput,
  PromotionCreateInput,
  PromotionUpdateInput,
} from './promotion.inputs.js';
import { readMoment } from './read-moment.js';

const MAX_SCOPE = 200;
const MAX_USES = 1_000_000_000;
const MAX_AMOUNT_MINOR = 100_000_000_000;
const PERCENT = { min: 1, max: 100 };
const PIECES = { min: 1, max: 99 };
const PRIORITY = { min: -1_000, max: 1_000 };

/** @throws InvalidInputError */
export function readNewTerms(
  input: PromotionCreateInput,
): Omit<PromotionTerms, 'startsAt'> & { startsAt: Date | null } {
  const { code = null, productIds, categoryIds, minimumSpend } = input;
  return {
    name: readName(input.name),
    code: code === null ? null : readCode(code),
    effect: readEffect(input),
    productIds: readIds(productIds ?? [], 'productIds'),
    categoryIds: readIds(categoryIds ?? [], 'categoryIds'),
    minimumSpend: readAmounts(minimumSpend ?? [], 'minimumSpend'),
    usageLimit: readLimit(input.usageLimit, 'usageLimit') ?? null,
    usageLimitPerCustomer: readLimit(input.usageLimitPerCustomer, 'usageLimitPerCustomer') ?? null,
    isStackable: input.isStackable,
    priority: readPriority(input.priority),
    startsAt: readMoment(input.startsAt, 'startsAt') ?? null,
    endsAt: readMoment(input.endsAt, 'endsAt') ?? null,
  };
}

/** What is not given is undefined; what has no null stays when null is given. @throws InvalidInputError */
export function readChangedTerms(input: PromotionUpdateInput): Partial<Omit<PromotionTerms, 'code' | 'effect'>> {
  const { name, productIds, categoryIds, minimumSpend } = input;
  return {
    name: name == null ? undefined : readName(name),
    productIds: productIds === undefined ? undefined : readIds(productIds ?? [], 'productIds'),
    categoryIds: categoryIds === undefined ? undefined : readIds(categoryIds ?? [], 'categoryIds'),
    minimumSpend: minimumSpend === undefined ? undefined : readAmounts(minimumSpend ?? [], 'minimumSpend'),
    usageLimit: readLimit(input.usageLimit, 'usageLimit'),
    usageLimitPerCustomer: readLimit(input.usageLimitPerCustomer, 'usageLimitPerCustomer'),
    isStackable: input.isStackable ?? undefined,
    priority: input.priority == null ? undefined : readPriority(input.priority),
    startsAt: readMoment(input.startsAt, 'startsAt') ?? undefined,
    endsAt: readMoment(input.endsAt, 'endsAt'),
  };
}

function readEffect({ percentOff, amountOff, freeShipping, buyXGetY }: PromotionCreateInput): PromotionEffect {
  const effects: PromotionEffect[] = [];
  if (percentOff != null)
    effects.push({ kind: 'PERCENTAGE', percentOff: readInteger(percentOff, 'percentOff', PERCENT) });
  if (amountOff != null) effects.push({ kind: 'FIXED_AMOUNT', amountOff: readAmounts(amountOff, 'amountOff', 1) });
  if (freeShipping === true) effects.push({ kind: 'FREE_SHIPPING' });
  if (buyXGetY != null) effects.push(readBuyXGetY(buyXGetY));
  const [effect, ...others] = effects;
  if (effect && others.length === 0) return effect;
  throw new InvalidInputError('Exactly one of percentOff, amountOff, freeShipping and buyXGetY must be given', [
    'input',
  ]);
}

function readBuyXGetY({ productIds, categoryIds, ...input }: BuyXGetYInput): PromotionEffect {
  const get = readScope({ productIds, categoryIds });
  return {
    kind: 'BUY_X_GET_Y',
    buyQuantity: readInteger(input.buyQuantity, 'buyXGetY.buyQuantity', PIECES),
    getQuantity: readInteger(input.getQuantity, 'buyXGetY.getQuantity', PIECES),
    percentOff: readInteger(input.percentOff, 'buyXGetY.percentOff', PERCENT),
    get: get.productIds.length + get.categoryIds.length === 0 ? null : get,
  };
}

function readScope({ productIds, categoryIds }: PromotionScope): PromotionScope {
  return {
    productIds: readIds(productIds, 'buyXGetY.productIds'),
    categoryIds: readIds(categoryIds, 'buyXGetY.categoryIds'),
  };
}

function readIds(ids: readonly string[], field: string): string[] {
  const path = pathOf(field);
  if (ids.length > MAX_SCOPE) throw new InvalidInputError(`${field} must have at most ${MAX_SCOPE} ids`, path);
  return [...new Set(ids.map((id, index) => requireId(id, [...path, String(index)])))];
}

function readAmounts(amounts: readonly PromotionAmountInput[], field: string, min = 0): AmountsByCurrency {
  const path = pathOf(field);
  const byCurrency = Object.fromEntries(amounts.map(({ currency, minorUnits }) => [currency, minorUnits]));
  if (amounts.length < min || Object.keys(byCurrency).length < amounts.length) {
    throw new InvalidInputError(`${field} must have one amount per currency, and at least ${min}`, path);
  }
  for (const [index, { minorUnits, currency }] of amounts.entries()) {
    const at = [...path, String(index), 'minorUnits'];
    requireInteger(minorUnits, at, { min: 1, max: MAX_AMOUNT_MINOR });
    if (!isChargeable(minorUnits, currency))
      throw new InvalidInputError(`No card can be charged this in ${currency}`, at);
  }
  return byCurrency;
}

function readLimit(limit: number | null | undefined, field: string): number | null | undefined {
  return limit == null ? limit : readInteger(limit, field, { min: 1, max: MAX_USES });
}

function readPriority(priority: number): number {
  return readInteger(priority, 'priority', PRIORITY);
}

function readInteger(value: number, field: string, range: { min: number; max: number }): number {
  return requireInteger(value, pathOf(field), range);
}

function readName(name: string): string {
  return requireText(name, pathOf('name'), { min: 0, max: 100 });
}

function readCode(code: string): string {
  if (/^[A-Za-z0-9_-]{3,40}$/.test(code)) return code;
  throw new InvalidInputError('code must have 3–40 letters, digits, hyphens and underscores', pathOf('code'));
}

function pathOf(field: string): string[] {
  return ['input', ...field.split('.')];
}
