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
  /** the transfer or count is over, or not yet where this step begins */
  wrongStatus: 'STOCK_WRONG_STATUS',
  /** the warehouse has fewer pieces than are to be sent */
  transferShort: 'STOCK_TRANSFER_SHORT',
  /** another count of this warehouse is open */
  countOpen: 'STOCK_COUNT_OPEN',
  /** fewer pieces were counted than are set aside for orders */
  countBelowReserved: 'STOCK_COUNT_BELOW_RESERVED',
  /** the text of an import is no CSV, has another header than it must have, or no rows */
  importUnreadable: 'STOCK_IMPORT_UNREADABLE',
  /** an import has more rows than can be worked on */
  importTooLong: 'STOCK_IMPORT_TOO_LONG',
  /** another warehouse has this code */
  warehouseCodeTaken: 'WAREHOUSE_CODE_TAKEN',
} as const;
