import { type ItemCounts, judgeAdjustment, MAX_ON_HAND } from './adjust-item.js';
import { type CsvRecord, readCsv } from './read-csv.js';
import { expectedOnShelf } from './stock-count.js';

export const MAX_IMPORT_ROWS = 10_000;

export const IMPORT_MODES = ['ALL_OR_NOTHING', 'VALID_ROWS'] as const;
/** What happens when rows have errors: nothing at all, or what the other rows say. */
export type ImportMode = (typeof IMPORT_MODES)[number];

export const IMPORT_STATUSES = ['QUEUED', 'RUNNING', 'DONE', 'REFUSED'] as const;
/** REFUSED: a row of an ALL_OR_NOTHING import had an error, so nothing was changed. */
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export const IMPORT_ERRORS = {
  COLUMNS: 'The row has not as many fields as the header',
  NOT_A_NUMBER: 'The number of pieces must be a whole number',
  OUT_OF_RANGE: `A warehouse keeps 0–${MAX_ON_HAND} pieces of a variant`,
  REPEATED: 'A row before has the same SKU and warehouse',
  UNKNOWN_SKU: 'No variant of yours has this SKU',
  AMBIGUOUS_SKU: 'Several variants have this SKU',
  UNKNOWN_WAREHOUSE: 'No warehouse has this code',
  BELOW_RESERVED: 'Orders have more pieces set aside than would be left',
} as const;
export type ImportErrorCode = keyof typeof IMPORT_ERRORS;

export interface ImportRow {
  /** of the text, from 1 */
  readonly line: number;
  readonly sku: string;
  readonly warehouseCode: string;
  /** what is to lie on the shelf afterwards, or what comes to it (goes, when negative) */
  readonly pieces: { readonly kind: 'onHand' | 'delta'; readonly count: number };
}

export interface ImportError {
  readonly line: number;
  readonly sku: string;
  readonly code: ImportErrorCode;
}

export type ImportText =
  | { readonly kind: 'rows'; readonly rows: readonly ImportRow[]; readonly errors: readonly ImportError[] }
  | { readonly kind: 'not csv' | 'wrong header' | 'no rows' | 'too many rows' };

/** Reads the text of an import: a header `sku,warehouse,onHand` or `sku,warehouse,delta`, its columns in any order, then the rows. */
export function readImport(text: string): ImportText {
  const records = readCsv(text);
  if (!records) return { kind: 'not csv' };
  const [header, ...rest] = records;
  const columns = readHeader(header);
  if (!columns) return { kind: 'wrong header' };
  if (rest.length === 0) return { kind: 'no rows' };
  if (rest.length > MAX_IMPORT_ROWS) return { kind: 'too many rows' };
  const rows: ImportRow[] = [];
  const errors: ImportError[] = [];
  const seen = new Set<string>();
  for (const record of rest) {
    const { line, sku, warehouseCode, count, ...read } = readRow(record, columns);
    const key = `${sku}\n${warehouseCode}`;
    const code = read.code ?? (seen.has(key) ? 'REPEATED' : null);
    seen.add(key);
    if (code) errors.push({ line, sku, code });
    else rows.push({ line, sku, warehouseCode, pieces: { kind: columns.kind, count } });
  }
  return { kind: 'rows', rows, errors };
}

interface Columns {
  readonly kind: 'onHand' | 'delta';
  readonly sku: number;
  readonly warehouse: number;
  readonly pieces: number;
  readonly width: number;
}

function readHeader(header: CsvRecord | undefined): Columns | null {
  const names = header?.fields.map((name) => name.toLowerCase()) ?? [];
  const [sku, warehouse, onHand, delta] = ['sku', 'warehouse', 'onhand', 'delta'].map((name) => names.indexOf(name));
  if (sku === undefined || warehouse === undefined || onHand === undefined || delta === undefined) return null;
  if (names.length !== 3 || sku < 0 || warehouse < 0 || onHand < 0 === delta < 0) return null;
  return {
    kind: onHand < 0 ? 'delta' : 'onHand',
    sku,
    warehouse,
    pieces: Math.max(onHand, delta),
    width: names.length,
  };
}

function readRow({ line, fields }: CsvRecord, columns: Columns) {
  const sku = fields[columns.sku] ?? '';
  const warehouseCode = (fields[columns.warehouse] ?? '').toUpperCase();
  const text = fields[columns.pieces] ?? '';
  const count = Number(text);
  return { line, sku, warehouseCode, count, code: errorOf(fields, columns, { text, count }) };
}

function errorOf(
  fields: readonly string[],
  { width, kind }: Columns,
  { text, count }: { text: string; count: number },
): ImportErrorCode | null {
  if (fields.length !== width) return 'COLUMNS';
  if (!/^[+-]?\d{1,15}$/.test(text)) return 'NOT_A_NUMBER';
  if (Math.abs(count) > MAX_ON_HAND || (kind === 'onHand' && count < 0)) return 'OUT_OF_RANGE';
  return null;
}

/** What the row adds to the shelf, or why it can't. @param item  as it is now; nothing of it when the warehouse never had it */
export function judgeRow(
  { pieces }: Pick<ImportRow, 'pieces'>,
  item: ItemCounts,
): { readonly delta: number } | { readonly code: ImportErrorCode } {
  const delta = pieces.kind === 'delta' ? pieces.count : pieces.count - expectedOnShelf(item);
  const judgement = judgeAdjustment(item, delta);
  if (judgement.kind === 'below reserved') return { code: 'BELOW_RESERVED' };
  return judgement.kind === 'too many' ? { code: 'OUT_OF_RANGE' } : { delta };
}
