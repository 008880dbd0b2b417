import { itemAround, Random } from '../random.js';
import { labelOf, type ProductTexts } from './catalogue.js';
import type { ProductKind } from './product-kind.js';

const TEXT_STREAM = 203;

/** Names of product lines. */
const LINES = [
  ['Alder', 'Amber', 'Anchor', 'Arbour', 'Aster', 'Beacon', 'Birch', 'Bramble', 'Brook', 'Cairn'],
  ['Cedar', 'Cinder', 'Clover', 'Cobble', 'Compass', 'Copse', 'Coral', 'Crest', 'Dale', 'Drift'],
  ['Dune', 'Elm', 'Ember', 'Fable', 'Fathom', 'Fern', 'Finch', 'Fjord', 'Flint', 'Garnet'],
  ['Glade', 'Grove', 'Harbour', 'Haven', 'Hazel', 'Heath', 'Heron', 'Holm', 'Iris', 'Juniper'],
  ['Kelp', 'Kestrel', 'Lantern', 'Larch', 'Ledge', 'Linden', 'Loom', 'Marsh', 'Meadow', 'Mica'],
  ['Moor', 'Oriel', 'Osier', 'Otter', 'Pebble', 'Pine', 'Plover', 'Quarry', 'Quill', 'Reed'],
  ['Ridge', 'Rowan', 'Saddle', 'Sable', 'Shale', 'Shoal', 'Sorrel', 'Spruce', 'Starling', 'Tarn'],
  ['Thicket', 'Thistle', 'Tide', 'Vale', 'Wharf', 'Willow', 'Wren', 'Yarrow', 'Zephyr', 'Zinnia'],
].flat();

const TITLE_OPENINGS = [
  'The Last',
  'A Quiet',
  'The Borrowed',
  'Letters from the',
  'The Winter',
  'An Unlikely',
  'The Far',
  'Under the',
];
const TITLE_ENDINGS = [
  'Orchard',
  'Lighthouse',
  'Kitchen',
  'Ferry',
  'Garden',
  'Cartographer',
  'Table',
  'Market',
  'Island',
  'Clockmaker',
];

export interface NameRequest {
  readonly kind: ProductKind;
  readonly random: Random;
  readonly line: number;
  readonly brandName: string;
}

/** Books have a title of their own, everything else is named by brand, line and noun. */
export function generatedName({ kind, random, line, brandName }: NameRequest): string {
  const noun = random.pick(kind.nouns);
  if (kind.shape === 'book')
    return `${random.pick(TITLE_OPENINGS)} ${random.pick(LINES)} ${random.pick(TITLE_ENDINGS)}: ${noun}`;
  return `${brandName} ${itemAround(LINES, line)} ${noun}`;
}

/** The colour of a product that comes in only one; null for a kind that has none. */
export function colourOf(kind: ProductKind, random: Random): string | null {
  const colours = kind.options.find((option) => option.name === 'Colour')?.values;
  return colours === undefined ? null : random.pick(colours);
}

export interface TextRequest {
  readonly index: number;
  readonly kind: ProductKind;
  readonly name: string;
  readonly colour: string | null;
}

export function generatedTexts({ index, kind, name, colour }: TextRequest): ProductTexts {
  const random = new Random(TEXT_STREAM, index);
  const start = random.between(0, kind.sentences.length - 1);
  const sentence = (step: number) => itemAround(kind.sentences, start + step);
  const facts = Object.entries(kind.facts).map(([key, values]) => ({
    key,
    label: labelOf(key),
    value: random.pick(values),
  }));
  const attributes = colour === null ? facts : [...facts, { key: 'colour', label: 'Colour', value: colour }];
  const particulars = attributes.map(({ label, value }) => `${label}: ${value}`).join('; ');
  return {
    description: `${sentence(0)} ${sentence(1)}`,
    longDescription: `${name}. ${sentence(0)} ${sentence(1)} ${sentence(2)} ${particulars}.`,
    attributes,
    specifications: {
      ...Object.fromEntries(attributes.map(({ key, value }) => [key, value])),
      warranty_years: random.between(1, 5),
    },
  };
}
