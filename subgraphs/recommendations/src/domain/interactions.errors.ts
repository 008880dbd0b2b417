/** What a shopper's app can mend in the events it reports. */
export const INTERACTION_ERRORS = {
  AT_IN_FUTURE: 'An event can’t be later than now',
  AT_TOO_OLD: 'An event can’t be older than 30 days',
  PRODUCT_REQUIRED: 'Only a SEARCH can go without a productId',
  QUERY_REQUIRED: 'A SEARCH has a query',
} as const;

export type InteractionErrorCode = keyof typeof INTERACTION_ERRORS;

export interface Complaint {
  readonly code: InteractionErrorCode;
  /** place of the event in the list */
  readonly index: number;
  readonly field: 'at' | 'productId' | 'query';
}
