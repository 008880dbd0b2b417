import type { Promotion, PromotionEffect } from './promotion.js';

let made = 0;

/** 10 % off everything, by itself, stackable, since ever. */
export function aPromotion(facts: Partial<Promotion> = {}): Promotion {
  made += 1;
  return {
    id: `promotion-${String(made).padStart(6, '0')}`,
    name: '',
    code: null,
    effect: { kind: 'PERCENTAGE', percentOff: 10 },
    productIds: [],
    categoryIds: [],
    minimumSpend: {},
    usageLimit: null,
    usageLimitPerCustomer: null,
    usedCount: 0,
    isStackable: true,
    priority: 0,
    startsAt: new Date(0),
    endsAt: null,
    archivedAt: null,
    ...facts,
  };
}

export function buyXGetY(
  facts: Partial<Extract<PromotionEffect, { kind: 'BUY_X_GET_Y' }>> = {},
): Extract<PromotionEffect, { kind: 'BUY_X_GET_Y' }> {
  return { kind: 'BUY_X_GET_Y', buyQuantity: 2, getQuantity: 1, percentOff: 100, get: null, ...facts };
}
