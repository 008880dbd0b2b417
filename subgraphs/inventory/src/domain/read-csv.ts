/** One line of the text and its fields; `line` counts from 1 and is where the record begins. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Reads comma-separated text: fields may be quoted, and then hold commas, line ends and doubled quotes. Empty lines are left out.
 *
 * @returns null when a quote is not closed
 * Source: RFC 4180
 */
export function readCsv(text: string): CsvRecord[] | null {
  const records: CsvRecord[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;
  let fields: string[] = [];
  let line = 1;
  let begunAt = 1;
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at <= text.length; ) {
    field.lastIndex = at;
    const match = field.exec(text);
    if (!match) return null;
    const [whole, quoted, plain = '', end] = match;
    fields.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"').trim());
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    at += whole.length;
    if (end === ',') continue;
    if (fields.length > 1 || fields[0] !== '') records.push({ line: begunAt, fields });
    fields = [];
    begunAt = line;
    if (end === '') break;
  }
  return records;
}
