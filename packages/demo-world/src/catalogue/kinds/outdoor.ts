import { COLOURS_MANY, type ProductKind } from '../product-kind.js';

const TRAIL_COLOURS = ['Moss', 'Ochre', 'Slate', 'Rust'];

export const outdoorKinds: readonly ProductKind[] = [
  {
    key: 'tent',
    category: 'tents',
    shape: 'tent',
    goesWith: 'sleeping-bag',
    nouns: ['Trekking Tent', 'Family Tent', 'Tunnel Tent'],
    usdCents: [11_900, 69_900],
    weightGrams: [1_300, 6_800],
    options: [
      { name: 'Capacity', values: ['1 person', '2 people', '3 people', '4 people'] },
      { name: 'Colour', values: TRAIL_COLOURS },
    ],
    facts: {
      season: ['Three seasons', 'Four seasons'],
      water_column: ['2000 mm', '3000 mm', '5000 mm'],
      material: ['Ripstop nylon', 'Recycled polyester'],
    },
    sentences: [
      'Colour-coded poles put it up in under five minutes.',
      'The porch is deep enough to cook in when it rains.',
      'Seams are taped, and the groundsheet comes up at the sides.',
      'It packs down to the size of a loaf.',
    ],
  },
  {
    key: 'sleeping-bag',
    category: 'sleeping-bags',
    shape: 'roll',
    goesWith: 'tent',
    nouns: ['Down Sleeping Bag', 'Summer Sleeping Bag', 'Three-Season Sleeping Bag'],
    usdCents: [5_900, 42_900],
    weightGrams: [620, 1_900],
    options: [
      { name: 'Length', values: ['Regular', 'Long'] },
      { name: 'Colour', values: TRAIL_COLOURS },
    ],
    facts: {
      filling: ['Duck down', 'Recycled polyester', 'Goose down'],
      comfort_temperature: ['12 °C', '4 °C', '-2 °C', '-8 °C'],
      zip: ['Left', 'Right'],
    },
    sentences: [
      'A collar of down closes round the shoulders.',
      'The zip has a guard and does not bite the lining.',
      'Left and right zips join two bags into one.',
      'The foot is cut for feet that turn over.',
    ],
  },
  {
    key: 'backpack',
    category: 'backpacks',
    shape: 'backpack',
    goesWith: 'bottle',
    nouns: ['Day Pack', 'Trekking Pack', 'Roll-Top Pack'],
    usdCents: [4_900, 24_900],
    weightGrams: [520, 1_850],
    options: [
      { name: 'Volume', values: ['18 l', '25 l', '40 l', '60 l'] },
      { name: 'Colour', values: COLOURS_MANY },
    ],
    facts: {
      material: ['Waxed cotton', 'Recycled nylon', 'Ripstop nylon'],
      laptop_sleeve: ['Yes', 'No'],
      rain_cover: ['Yes', 'No'],
    },
    sentences: [
      'The back panel keeps a hand of air between the pack and you.',
      'The side pockets can be reached while walking.',
      'Buckles can be replaced by the ones at any outdoor shop.',
      'The hip belt carries the weight and tucks away in town.',
    ],
  },
  {
    key: 'bottle',
    category: 'bottles',
    shape: 'bottle',
    goesWith: 'backpack',
    nouns: ['Insulated Bottle', 'Trail Bottle', 'Flask'],
    usdCents: [1_600, 5_400],
    weightGrams: [150, 520],
    options: [
      { name: 'Volume', values: ['0.5 l', '0.75 l', '1.0 l'] },
      { name: 'Colour', values: COLOURS_MANY },
    ],
    facts: {
      material: ['Stainless steel', 'Recycled aluminium', 'Copolyester'],
      keeps_hot: ['8 hours', '12 hours', 'Not insulated'],
      dishwasher_safe: ['Yes', 'No'],
    },
    sentences: [
      'The cap turns off in half a twist.',
      'It does not sweat and does not taste of yesterday.',
      'The mouth is wide enough for ice and for a brush.',
      'A dent is a memory; the bottle works on.',
    ],
  },
  {
    key: 'walking-boots',
    category: 'walking-boots',
    shape: 'boot',
    goesWith: 'backpack',
    nouns: ['Walking Boots', 'Leather Boots', 'Light Hikers'],
    usdCents: [9_900, 28_900],
    weightGrams: [820, 1_500],
    options: [
      { name: 'Size', values: ['37', '38', '39', '40', '41', '42', '43', '44', '45'] },
      { name: 'Colour', values: ['Brown', 'Slate'] },
    ],
    facts: {
      material: ['Nubuck leather', 'Full-grain leather', 'Recycled fabric'],
      waterproof: ['Yes', 'No'],
      sole: ['Grippy rubber', 'Stiff trekking sole'],
    },
    sentences: [
      'They need no breaking in, only a walk.',
      'The sole can be renewed by a cobbler.',
      'The tongue is sewn in up to the third eyelet, so puddles stay outside.',
      'The heel is held firmly and the toes are left in peace.',
    ],
  },
  {
    key: 'stove',
    category: 'stoves',
    shape: 'stove',
    goesWith: 'bottle',
    nouns: ['Gas Stove', 'Compact Stove', 'Two-Burner Stove'],
    usdCents: [2_900, 15_900],
    weightGrams: [85, 2_400],
    options: [
      { name: 'Fuel', values: ['Gas', 'Alcohol'] },
      { name: 'Kit', values: ['Burner', 'Burner and pot', 'Burner, pot and case', 'Burner and windshield'] },
    ],
    facts: {
      power: ['1800 W', '2600 W', '3000 W'],
      boils_half_litre_in: ['2.5 minutes', '3.5 minutes', '7 minutes'],
      ignition: ['Piezo', 'By match'],
    },
    sentences: [
      'It simmers as well as it boils.',
      'The legs grip a pot from a mug to a family pan.',
      'It works with the cartridges that every village shop sells.',
      'Folded, it fits inside its own pot.',
    ],
  },
];
