import type { ProductKind } from '../product-kind.js';

const PLAY_COLOURS = ['Rainbow', 'Pastel', 'Natural', 'Forest'];

export const toyKinds: readonly ProductKind[] = [
  {
    key: 'blocks',
    category: 'building-blocks',
    shape: 'blocks',
    goesWith: 'toy-train',
    nouns: ['Building Blocks', 'Wooden Planks', 'Castle Blocks'],
    usdCents: [1_900, 9_900],
    weightGrams: [600, 4_200],
    options: [
      { name: 'Set', values: ['40 pieces', '80 pieces', '120 pieces', '200 pieces'] },
      { name: 'Colour', values: PLAY_COLOURS },
    ],
    facts: {
      material: ['Beech', 'Maple', 'Cork'],
      age: ['From 1 year', 'From 2 years', 'From 3 years'],
      box: ['Cotton sack', 'Wooden box'],
    },
    sentences: [
      'Every piece is a half or a double of another, so towers come out even.',
      'Edges are rounded and the stain does not lick off.',
      'The box is part of the game.',
      'They make a good sound when they fall.',
    ],
  },
  {
    key: 'soft-toy',
    category: 'soft-toys',
    shape: 'bear',
    goesWith: 'blocks',
    nouns: ['Soft Bear', 'Soft Rabbit', 'Soft Fox'],
    usdCents: [1_400, 5_900],
    weightGrams: [110, 640],
    options: [
      { name: 'Size', values: ['20 cm', '30 cm', '45 cm'] },
      { name: 'Colour', values: ['Honey', 'Grey', 'Cream', 'Rust'] },
    ],
    facts: {
      material: ['Organic cotton', 'Recycled plush', 'Wool'],
      age: ['From birth', 'From 1 year'],
      washable: ['Yes, at 30 °C', 'By hand'],
    },
    sentences: [
      'The eyes are embroidered and cannot come off.',
      'It sits by itself and listens well.',
      'It may go into the machine after an adventure.',
      'One ear is a little longer; it is meant to be.',
    ],
  },
  {
    key: 'jigsaw',
    category: 'jigsaw-puzzles',
    shape: 'puzzle',
    goesWith: 'board-game',
    nouns: ['Jigsaw Puzzle', 'Panorama Puzzle', 'Map Puzzle'],
    usdCents: [1_200, 3_900],
    weightGrams: [300, 1_100],
    options: [
      { name: 'Pieces', values: ['100', '300', '500', '1000', '2000'] },
      { name: 'Finish', values: ['Matt', 'Linen'] },
    ],
    facts: {
      material: ['Recycled board', 'Birch plywood'],
      age: ['From 5 years', 'From 8 years', 'Adults'],
      motif: ['Harbour', 'Night sky', 'Market day', 'Birds'],
    },
    sentences: [
      'Pieces lock firmly enough to lift a corner.',
      'No two pieces are alike, so none goes in wrongly.',
      'The picture holds a small joke in every quarter.',
      'A full-size poster saves passing the lid round.',
    ],
  },
  {
    key: 'board-game',
    category: 'board-games',
    shape: 'game-box',
    goesWith: 'jigsaw',
    nouns: ['Board Game', 'Card Game', 'Cooperative Game'],
    usdCents: [1_900, 6_900],
    weightGrams: [250, 2_100],
    options: [
      { name: 'Edition', values: ['Standard', 'Travel', 'Deluxe'] },
      { name: 'Language', values: ['English', 'German', 'French'] },
    ],
    facts: {
      players: ['2', '2 to 4', '3 to 6'],
      duration: ['20 minutes', '45 minutes', '90 minutes'],
      age: ['From 6 years', 'From 8 years', 'From 12 years'],
    },
    sentences: [
      'The rules fit on two pages and one of them is pictures.',
      'Nobody is out before the end.',
      'Children beat their parents about half of the time.',
      'Every round tells a story worth retelling.',
    ],
  },
  {
    key: 'toy-train',
    category: 'toy-trains',
    shape: 'train',
    goesWith: 'blocks',
    nouns: ['Wooden Train', 'Steam Engine', 'Freight Train'],
    usdCents: [1_600, 8_900],
    weightGrams: [220, 2_600],
    options: [
      { name: 'Set', values: ['Engine', 'Engine and two wagons', 'With oval track', 'With station'] },
      { name: 'Colour', values: ['Red', 'Green', 'Blue'] },
    ],
    facts: {
      material: ['Beech', 'Beech and steel'],
      age: ['From 2 years', 'From 3 years'],
      track_width: ['30 mm', '40 mm'],
    },
    sentences: [
      'Magnets pull, and turn round by themselves when they should not push.',
      'It runs on the wooden rails that you already have.',
      'The axles are steel and will outlast a childhood.',
      'The wagons carry blocks, acorns and small friends.',
    ],
  },
  {
    key: 'kite',
    category: 'kites',
    shape: 'kite',
    goesWith: 'bottle',
    nouns: ['Diamond Kite', 'Stunt Kite', 'Parafoil Kite'],
    usdCents: [1_400, 7_900],
    weightGrams: [120, 480],
    options: [
      { name: 'Colour', values: ['Red', 'Blue', 'Green', 'Ochre'] },
      { name: 'Span', values: ['80 cm', '120 cm', '160 cm'] },
    ],
    facts: {
      material: ['Ripstop nylon', 'Recycled polyester'],
      lines: ['One', 'Two'],
      wind: ['Light', 'Fresh', 'Strong'],
    },
    sentences: [
      'It climbs in a breeze that hardly moves the grass.',
      'The line comes on a winder that small hands can hold.',
      'Spars are fibreglass and bend before they break.',
      'It rolls up to the length of an umbrella.',
    ],
  },
];
