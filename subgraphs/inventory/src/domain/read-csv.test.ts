import { array, assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from './read-csv.js';

const fieldsOf = (text: string) => readCsv(text)?.map(({ fields }) => fields);

describe('readCsv', () => {
  it('reads quoted fields, all line ends, and a mark of byte order', () => {
    expect(fieldsOf('\uFEFFa,b\r\n"x, ""y""", z \nlast,\r')).toEqual([
      ['a', 'b'],
      ['x, "y"', 'z'],
      ['last', ''],
    ]);
  });

  it('tells the line on which a record begins, and leaves empty lines out', () => {
    expect(readCsv('a\n\n"two\nlines",b\n\nc')?.map(({ line }) => line)).toEqual([1, 3, 6]);
  });

  it('refuses a quote that is not closed, or stands in the middle', () => {
    expect([readCsv('a,"b\nc'), readCsv('a"b,c'), readCsv('"a"b')]).toEqual([null, null, null]);
    expect(readCsv('')).toEqual([]);
  });

  it('reads whatever was written with quotes', () => {
    const field = string().map((text) => text.trim());
    const rows = array(array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    assert(
      property(rows, (written) => {
        const text = written.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(fieldsOf(text)).toEqual(written);
      }),
    );
  });
});
