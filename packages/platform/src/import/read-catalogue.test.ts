import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { catalogueWorld } from './catalogue-world.js';
import { readCatalogue } from './read-catalogue.js';

const folder = mkdtempSync(join(tmpdir(), 'souk-catalogue-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const lamp = { id: '1', title: 'Lantern 3000', brand: 'Brightly', productType: 'Lamps', priceCents: 4_999 };
const chair = { id: '2', title: 'Folding chair', brand: 'brightly', productType: 'Chairs', priceCents: 2_500 };
const TEXT = [lamp, chair, { id: '3', title: 'No price' }, lamp].map((entry) => JSON.stringify(entry)).join('\r\n');

describe('a catalogue file', () => {
  it.each(['plain.jsonl', 'packed.jsonl.gz'])(
    '%s is read line by line, what is wrong is skipped with a reason',
    async (name) => {
      const { products, skipped } = await read(name, name.endsWith('.gz') ? gzipSync(TEXT) : TEXT);
      expect(products.map(({ product }) => product.name)).toEqual(['Lantern 3000', 'Folding chair']);
      expect(skipped).toEqual([expect.stringMatching(/^line 3: .*price/i), 'line 4: same id as line 1']);
    },
  );

  it('that is not there, or broken off, is a sentence', async () => {
    await expect(readCatalogue(join(folder, 'nothing'), () => {})).rejects.toThrow(/nothing cannot be read: ENOENT/);
    const packed = gzipSync(TEXT);
    await expect(read('broken.gz', packed.subarray(0, packed.length - 12))).rejects.toThrow(
      /broken.gz cannot be read: unexpected end/,
    );
  });
});

describe('a catalogue as a world', () => {
  it('has each brand and category once, stock for each variant, and as many rows as it says', async () => {
    const world = catalogueWorld((await read('world.jsonl', TEXT)).products);
    expect([...world.brands()].map(({ name }) => name)).toEqual(['brightly']);
    expect([...world.categories()].map(({ name }) => name)).toEqual(['Imported', 'Lamps', 'Chairs']);
    expect([...world.stock()]).toHaveLength(world.counts.stock);
    expect(world.counts).toMatchObject({ products: 2, variants: 2, brands: 1, categories: 3, orders: 0 });
  });
});

function read(name: string, content: string | Buffer) {
  writeFileSync(join(folder, name), content);
  return readCatalogue(join(folder, name), () => {});
}
