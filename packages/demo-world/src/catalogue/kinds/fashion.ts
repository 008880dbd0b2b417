import { COLOURS_MANY, type ProductKind, SIZES } from '../product-kind.js';

const FITS = ['Regular', 'Slim', 'Relaxed', 'Long'];

export const fashionKinds: readonly ProductKind[] = [
  {
    key: 't-shirt',
    category: 't-shirts',
    shape: 'shirt',
    goesWith: 'trousers',
    nouns: ['T-Shirt', 'Striped T-Shirt', 'Pocket T-Shirt'],
    usdCents: [1_800, 5_900],
    weightGrams: [130, 240],
    options: [
      { name: 'Colour', values: COLOURS_MANY },
      { name: 'Size', values: SIZES },
      { name: 'Fit', values: FITS },
    ],
    facts: {
      material: ['Organic cotton', 'Cotton and linen', 'Merino wool'],
      neckline: ['Crew neck', 'V-neck'],
      fabric_weight: ['150 g/m²', '180 g/m²', '220 g/m²'],
    },
    sentences: [
      'The collar keeps its shape after fifty washes; we counted.',
      'Knitted in the round, so there is no side seam to twist.',
      'Washed before it is cut, it does not shrink.',
      'Cut to be worn alone or under a jumper.',
    ],
  },
  {
    key: 'jumper',
    category: 'knitwear',
    shape: 'jumper',
    goesWith: 'trousers',
    nouns: ['Wool Jumper', 'Cardigan', 'Fisherman Jumper'],
    usdCents: [5_900, 21_900],
    weightGrams: [320, 780],
    options: [
      { name: 'Colour', values: COLOURS_MANY },
      { name: 'Size', values: SIZES },
      { name: 'Fit', values: FITS },
    ],
    facts: {
      material: ['Lambswool', 'Merino wool', 'Recycled cashmere', 'Cotton'],
      care: ['Hand wash', 'Machine wash at 30 °C'],
      neckline: ['Crew neck', 'Roll neck', 'Shawl collar'],
    },
    sentences: [
      'The yarn is spun from wool that can be traced to its farms.',
      'Cuffs and hem are double and do not wear out first.',
      'Warm in the wind and not too warm indoors.',
      'A length of the yarn comes with it, for mending.',
    ],
  },
  {
    key: 'trousers',
    category: 'trousers',
    shape: 'trousers',
    goesWith: 't-shirt',
    nouns: ['Chinos', 'Corduroy Trousers', 'Straight Jeans'],
    usdCents: [4_900, 15_900],
    weightGrams: [380, 760],
    options: [
      { name: 'Colour', values: ['Indigo', 'Black', 'Sand', 'Olive', 'Rust', 'Grey'] },
      { name: 'Waist', values: ['28', '30', '32', '34', '36'] },
      { name: 'Length', values: ['30', '32', '34', '36'] },
    ],
    facts: {
      material: ['Cotton twill', 'Cotton corduroy', 'Raw denim', 'Wool flannel'],
      stretch: ['Yes', 'No'],
      rise: ['Mid', 'High'],
    },
    sentences: [
      'The pockets are deep enough for a phone and a hand.',
      'Bar tacks hold where trousers usually give.',
      'The waist has a hidden give of two centimetres.',
      'They hang straight and turn up well.',
    ],
  },
  {
    key: 'sneakers',
    category: 'sneakers',
    shape: 'sneaker',
    goesWith: 'trousers',
    nouns: ['Canvas Sneakers', 'Leather Sneakers', 'Court Shoes'],
    usdCents: [5_400, 17_900],
    weightGrams: [560, 940],
    options: [
      { name: 'Size', values: ['36', '37', '38', '39', '40', '41', '42', '43', '44', '45'] },
      { name: 'Colour', values: COLOURS_MANY },
      { name: 'Width', values: ['Regular', 'Wide'] },
    ],
    facts: {
      material: ['Organic canvas', 'Vegetable-tanned leather', 'Recycled mesh'],
      sole: ['Natural rubber', 'Recycled rubber'],
      insole: ['Cork', 'Foam'],
    },
    sentences: [
      'The sole is stitched as well as glued.',
      'The insole comes out and can be washed.',
      'They look better when they are no longer new.',
      'Wide enough for feet as they are.',
    ],
  },
  {
    key: 'hat',
    category: 'hats',
    shape: 'hat',
    goesWith: 'jumper',
    nouns: ['Cap', 'Sun Hat', 'Wool Hat'],
    usdCents: [1_900, 6_900],
    weightGrams: [60, 180],
    options: [
      { name: 'Colour', values: COLOURS_MANY },
      { name: 'Size', values: ['S', 'M', 'L'] },
    ],
    facts: {
      material: ['Cotton twill', 'Merino wool', 'Straw', 'Linen'],
      lining: ['Cotton', 'None'],
      sun_protection: ['UPF 50', 'None'],
    },
    sentences: [
      'It can be rolled up and forgets that it was.',
      'The band inside takes the heat of a long day.',
      'The brim keeps off sun and drizzle alike.',
      'Made in two halves and sewn by hand.',
    ],
  },
  {
    key: 'tote-bag',
    category: 'tote-bags',
    shape: 'tote',
    goesWith: 'notebook',
    nouns: ['Canvas Tote', 'Felt Tote', 'Market Bag'],
    usdCents: [1_500, 8_900],
    weightGrams: [140, 620],
    options: [
      { name: 'Colour', values: COLOURS_MANY },
      { name: 'Closure', values: ['Open', 'Zip'] },
    ],
    facts: {
      material: ['Heavy cotton canvas', 'Wool felt', 'Recycled sailcloth'],
      volume: ['12 l', '16 l', '22 l'],
      inner_pocket: ['Yes', 'No'],
    },
    sentences: [
      'The handles are long enough for a winter shoulder.',
      'It stands by itself while you fill it.',
      'The seams are bound, so nothing frays into the flour.',
      'It carries fifteen kilograms and does not mind.',
    ],
  },
];
