import { COLOURS_MANY, type ProductKind } from '../product-kind.js';

const GLAZES = ['Oat', 'Slate', 'Moss', 'Terracotta'];

export const homeKinds: readonly ProductKind[] = [
  {
    key: 'lamp',
    category: 'lamps',
    shape: 'lamp',
    goesWith: 'cushion',
    nouns: ['Table Lamp', 'Desk Lamp', 'Bedside Lamp'],
    usdCents: [3_400, 18_900],
    weightGrams: [700, 2_600],
    options: [
      { name: 'Colour', values: COLOURS_MANY },
      { name: 'Plug', values: ['EU', 'UK', 'US', 'JP'] },
    ],
    facts: {
      socket: ['E14', 'E27', 'Built-in LED'],
      dimmable: ['Yes', 'No'],
      material: ['Powder-coated steel', 'Oak and linen', 'Ceramic'],
    },
    sentences: [
      'The shade throws a warm circle and keeps the glare out of your eyes.',
      'A touch of the base dims it in three steps.',
      'The fabric cable is two metres long.',
      'The joint stays where you leave it.',
    ],
  },
  {
    key: 'mug',
    category: 'mugs',
    shape: 'mug',
    goesWith: 'kettle',
    nouns: ['Stoneware Mug', 'Porcelain Mug', 'Enamel Mug'],
    usdCents: [1_100, 3_600],
    weightGrams: [180, 420],
    options: [
      { name: 'Colour', values: GLAZES },
      { name: 'Set', values: ['1 piece', '2 pieces', '4 pieces'] },
    ],
    facts: {
      volume: ['250 ml', '300 ml', '350 ml', '400 ml'],
      dishwasher_safe: ['Yes'],
      material: ['Stoneware', 'Porcelain', 'Enamelled steel'],
    },
    sentences: [
      'The handle takes three fingers, also in gloves.',
      'Each glaze comes out of the kiln a little different.',
      'The foot is ground smooth and kind to the table.',
      'It keeps its heat until you have finished the chapter.',
    ],
  },
  {
    key: 'pan',
    category: 'pans',
    shape: 'pan',
    goesWith: 'cookbook',
    nouns: ['Frying Pan', 'Sauté Pan', 'Cast-Iron Skillet'],
    usdCents: [2_900, 16_900],
    weightGrams: [900, 2_900],
    options: [
      { name: 'Size', values: ['20 cm', '24 cm', '28 cm', '32 cm'] },
      { name: 'Lid', values: ['Without lid', 'With lid'] },
    ],
    facts: {
      material: ['Carbon steel', 'Cast iron', 'Stainless steel', 'Aluminium'],
      induction: ['Yes', 'No'],
      oven_safe: ['Up to 200 °C', 'Up to 260 °C'],
    },
    sentences: [
      'It comes seasoned and gets better with every egg.',
      'The riveted handle stays cool on a gas flame.',
      'The base is thick enough to hold its heat when the meat goes in.',
      'It goes from the hob to the oven and on to the table.',
    ],
  },
  {
    key: 'kettle',
    category: 'kettles',
    shape: 'kettle',
    goesWith: 'mug',
    nouns: ['Electric Kettle', 'Pour-Over Kettle', 'Hob Kettle'],
    usdCents: [3_200, 14_900],
    weightGrams: [750, 1_500],
    options: [
      { name: 'Colour', values: ['Black', 'Cream', 'Steel', 'Copper'] },
      { name: 'Plug', values: ['EU', 'UK', 'US', 'JP'] },
    ],
    facts: {
      volume: ['0.8 l', '1.0 l', '1.5 l', '1.7 l'],
      temperature_control: ['Yes', 'No'],
      power: ['1200 W', '1800 W', '2200 W'],
    },
    sentences: [
      'The spout pours a thread or a stream, as you wish.',
      'It switches itself off, and also when it is empty.',
      'The water touches steel only.',
      'It holds its temperature for half an hour.',
    ],
  },
  {
    key: 'chair',
    category: 'chairs',
    shape: 'chair',
    goesWith: 'cushion',
    nouns: ['Dining Chair', 'Stool', 'Reading Chair'],
    usdCents: [7_900, 39_900],
    weightGrams: [3_200, 8_500],
    options: [
      { name: 'Colour', values: ['Oak', 'Walnut', 'Black', 'White'] },
      { name: 'Seat', values: ['Wood', 'Woven cord', 'Wool felt'] },
    ],
    facts: {
      material: ['Solid oak', 'Solid beech', 'Bent birch plywood'],
      stackable: ['Yes', 'No'],
      seat_height: ['43 cm', '45 cm', '65 cm'],
    },
    sentences: [
      'The back gives a little, as a good chair should.',
      'Four screws and ten minutes put it together.',
      'The oil finish can be renewed with a cloth.',
      'Felt pads spare the floor.',
    ],
  },
  {
    key: 'cushion',
    category: 'cushions',
    shape: 'cushion',
    goesWith: 'lamp',
    nouns: ['Linen Cushion', 'Wool Cushion', 'Velvet Cushion'],
    usdCents: [1_900, 7_400],
    weightGrams: [380, 900],
    options: [
      { name: 'Colour', values: COLOURS_MANY },
      { name: 'Size', values: ['40 × 40 cm', '50 × 50 cm', '30 × 60 cm'] },
    ],
    facts: {
      material: ['Linen', 'Lambswool', 'Cotton velvet'],
      filling: ['Feather', 'Recycled polyester', 'Kapok'],
      washable: ['Yes', 'Cover only'],
    },
    sentences: [
      'The cover comes off with a hidden zip.',
      'The filling springs back after an afternoon of leaning.',
      'Woven in small runs, so that shades may differ slightly.',
      'It softens with every wash.',
    ],
  },
];
