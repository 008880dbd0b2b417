import type { ProductKind } from '../product-kind.js';

const INK_COLOURS = ['Blue-black', 'Forest', 'Oxblood', 'Violet'];

export const bookKinds: readonly ProductKind[] = [
  {
    key: 'novel',
    category: 'novels',
    shape: 'book',
    goesWith: 'notebook',
    nouns: ['A Novel', 'A Story', 'A Mystery'],
    usdCents: [1_200, 2_900],
    weightGrams: [240, 620],
    options: [
      { name: 'Format', values: ['Paperback', 'Hardcover', 'Large print', 'Audio CD'] },
      { name: 'Language', values: ['English', 'German', 'French'] },
    ],
    facts: {
      pages: ['224', '288', '352', '416', '480'],
      genre: ['Literary', 'Mystery', 'Historical', 'Science fiction'],
      age_group: ['Adults', 'Young adults'],
    },
    sentences: [
      'A family house, a letter that came too late, and three people who read it differently.',
      'Told over one winter, with a patience that rewards the reader.',
      'The last chapter sends you back to the first.',
      'Funny where you do not expect it and quiet where it counts.',
    ],
  },
  {
    key: 'cookbook',
    category: 'cookbooks',
    shape: 'book',
    goesWith: 'pan',
    nouns: ['A Cookbook', 'Recipes for Weeknights', 'Recipes for Sundays'],
    usdCents: [1_900, 4_900],
    weightGrams: [700, 1_600],
    options: [
      { name: 'Format', values: ['Paperback', 'Hardcover', 'Spiral bound'] },
      { name: 'Language', values: ['English', 'German', 'French'] },
    ],
    facts: {
      pages: ['160', '224', '272', '320'],
      cuisine: ['Mediterranean', 'Japanese', 'Vegetarian', 'Baking'],
      level: ['Beginner', 'Practised'],
    },
    sentences: [
      'Every recipe says what to do when something is missing.',
      'It lies flat on the worktop.',
      'Photographed in an ordinary kitchen, in daylight.',
      'The index is by ingredient, for the evening before shopping day.',
    ],
  },
  {
    key: 'pen',
    category: 'pens',
    shape: 'pen',
    goesWith: 'ink',
    nouns: ['Fountain Pen', 'Rollerball', 'Pocket Pen'],
    usdCents: [1_400, 18_900],
    weightGrams: [14, 42],
    options: [
      { name: 'Nib', values: ['Extra fine', 'Fine', 'Medium', 'Broad'] },
      { name: 'Colour', values: ['Black', 'Oxblood', 'Forest', 'Ivory'] },
    ],
    facts: {
      material: ['Brass', 'Aluminium', 'Resin'],
      filling: ['Cartridge and converter', 'Piston'],
      nib: ['Steel', 'Gold'],
    },
    sentences: [
      'It starts at the first stroke, also after a week in a drawer.',
      'The cap sits on the back without changing the balance.',
      'The clip is sprung and spares your pocket.',
      'It can be taken apart and washed without tools.',
    ],
  },
  {
    key: 'ink',
    category: 'inks',
    shape: 'inkwell',
    goesWith: 'pen',
    nouns: ['Bottled Ink', 'Archive Ink', 'Shading Ink'],
    usdCents: [900, 3_200],
    weightGrams: [120, 260],
    options: [
      { name: 'Colour', values: INK_COLOURS },
      { name: 'Volume', values: ['30 ml', '50 ml'] },
    ],
    facts: {
      waterproof: ['Yes', 'No'],
      drying_time: ['5 seconds', '10 seconds', '15 seconds'],
      suited_to: ['Fountain pens', 'Dip pens and fountain pens'],
    },
    sentences: [
      'It flows wet and dries before the page is turned.',
      'On good paper it shades from dark to light within a word.',
      'It does not feather on cheap paper.',
      'The glass is heavy and does not tip over.',
    ],
  },
  {
    key: 'notebook',
    category: 'notebooks',
    shape: 'notebook',
    goesWith: 'pen',
    nouns: ['Notebook', 'Pocket Notebook', 'Sketchbook'],
    usdCents: [700, 3_400],
    weightGrams: [90, 480],
    options: [
      { name: 'Ruling', values: ['Ruled', 'Dotted', 'Squared', 'Plain'] },
      { name: 'Colour', values: ['Navy', 'Rust', 'Sage', 'Black'] },
    ],
    facts: {
      pages: ['96', '144', '192', '240'],
      size: ['A6', 'A5', 'B5', 'A4'],
      paper: ['80 g/m²', '100 g/m²', '120 g/m²'],
    },
    sentences: [
      'Thread-sewn, so it lies flat at every page.',
      'Fountain-pen ink stays on its side of the sheet.',
      'The pages are numbered and the contents are yours to write.',
      'A pocket at the back holds tickets and stamps.',
    ],
  },
  {
    key: 'calendar',
    category: 'calendars',
    shape: 'calendar',
    goesWith: 'pen',
    nouns: ['Wall Calendar', 'Desk Calendar', 'Family Planner'],
    usdCents: [1_200, 3_400],
    weightGrams: [180, 520],
    options: [
      { name: 'Size', values: ['A5', 'A4', 'A3', 'A2'] },
      { name: 'Language', values: ['English', 'German', 'French'] },
    ],
    facts: {
      weeks_start_on: ['Monday', 'Sunday'],
      material: ['Recycled paper', 'Cotton paper'],
      holidays_shown: ['Yes', 'No'],
    },
    sentences: [
      'Each day has room for a line, and each month for a note.',
      'The drawings are good enough to frame in January.',
      'Perforated, so that last month becomes a postcard.',
      'It hangs from one nail and hangs straight.',
    ],
  },
];
