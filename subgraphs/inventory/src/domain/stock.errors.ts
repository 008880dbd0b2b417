/** Every code of this subgraph's user errors. A code, once published, never changes its meaning. */
export const STOCK_ERROR_CODES = {
  /** the adjustment would take pieces that are set aside for orders */
  belowReserved: 'STOCK_BELOW_RESERVED',
  /** the adjustment would put more pieces into one warehouse than can be kept */
  tooMany: 'STOCK_LIMIT_EXCEEDED',
  /** another warehouse has this code */
  warehouseCodeTaken: 'WAREHOUSE_CODE_TAKEN',
} as const;
