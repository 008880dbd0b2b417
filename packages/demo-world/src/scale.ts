import type { WorldScale } from './types.js';

/** The sizes from which a world of one scale is grown. */
export interface ScalePlan {
  /** 0 stands for the products written by hand. */
  readonly generatedProducts: number;
  /** Variants of each 50 generated products together. */
  readonly variantsPerFifty: number;
  readonly brands: number;
  readonly sellers: number;
  /** Besides the sellers and one admin. */
  readonly members: number;
  readonly orders: number;
  /** Share of the orders that are not delivered, cancelled or returned yet. */
  readonly openOrderShare: number;
  /** Reviews of the most popular product of each taste; must not exceed the members of one taste. */
  readonly topReviewCount: number;
  /** Products a member looked at and did not buy. */
  readonly browsedPerMember: number;
}

export const SCALES: Readonly<Record<WorldScale, ScalePlan>> = {
  demo: {
    generatedProducts: 0,
    variantsPerFifty: 0,
    brands: 0,
    sellers: 4,
    members: 180,
    orders: 200,
    openOrderShare: 0.2,
    topReviewCount: 18,
    browsedPerMember: 12,
  },
  small: {
    generatedProducts: 1_000,
    variantsPerFifty: 300,
    brands: 80,
    sellers: 10,
    members: 1_989,
    orders: 10_000,
    openOrderShare: 0.02,
    topReviewCount: 80,
    browsedPerMember: 10,
  },
  medium: {
    generatedProducts: 10_000,
    variantsPerFifty: 300,
    brands: 300,
    sellers: 50,
    members: 19_949,
    orders: 100_000,
    openOrderShare: 0.02,
    topReviewCount: 200,
    browsedPerMember: 6,
  },
  large: {
    generatedProducts: 100_000,
    variantsPerFifty: 250,
    brands: 1_000,
    sellers: 200,
    members: 199_799,
    orders: 1_000_000,
    openOrderShare: 0.02,
    topReviewCount: 400,
    browsedPerMember: 3,
  },
};
