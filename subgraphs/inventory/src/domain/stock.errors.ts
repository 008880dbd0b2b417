/** Every code of this subgraph's user errors. A code, once published, never changes its meaning. */
export const STOCK_ERROR_CODES = {
  /** the adjustment would take pieces that are set aside for orders */
  belowReserved: 'STOCK_BELOW_RESERVED',
  /** the adjustment would put more pieces into one warehouse than can be kept */
  tooMany: 'STOCK_LIMIT_EXCEEDED',
  /** more pieces than the new limit were sold beyond stock already */
  backorderOwed: 'STOCK_BACKORDER_OWED',
  /** selling beyond stock needs the days until the pieces are there */
  leadDaysMissing: 'STOCK_LEAD_DAYS_MISSING',
  /** another warehouse has the variant's backorders */
  backorderElsewhere: 'STOCK_BACKORDER_ELSEWHERE',
  /** another warehouse has this code */
  warehouseCodeTaken: 'WAREHOUSE_CODE_TAKEN',
} as const;
