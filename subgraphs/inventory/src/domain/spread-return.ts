import type { Pick } from './choose-warehouses.js';

export interface ReturnedVariant {
  readonly variantId: string;
  /** pieces that can be sold again */
  readonly restocked: number;
  /** pieces that are lost */
  readonly writtenOff: number;
}

/** What a return takes from one of the order's picks: all of `gone`, of which `restocked` lie on the warehouse's shelf again. */
export interface ReturnedPick {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly gone: number;
  readonly restocked: number;
}

/**
 * Which warehouse each returned piece goes to: one that sent it, in the order of the picks. Pieces that the order does not have are
 * left out: they came back before.
 */
export function spreadReturn(picks: readonly Pick[], returned: readonly ReturnedVariant[]): ReturnedPick[] {
  return returned.flatMap(({ variantId, ...pieces }) => {
    let { restocked, writtenOff } = pieces;
    return picks
      .filter((pick) => pick.variantId === variantId)
      .map(({ warehouseId, quantity }) => {
        const shelved = Math.min(restocked, quantity);
        const lost = Math.min(writtenOff, quantity - shelved);
        restocked -= shelved;
        writtenOff -= lost;
        return { variantId, warehouseId, gone: shelved + lost, restocked: shelved };
      })
      .filter(({ gone }) => gone > 0);
  });
}
