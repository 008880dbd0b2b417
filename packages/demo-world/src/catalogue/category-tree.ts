interface Branch {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
}

interface Group extends Branch {
  readonly leaves: readonly Branch[];
}

export interface Department extends Branch {
  readonly groups: readonly Group[];
}

/** The same tree at every scale. Departments stand in the order of the tastes. */
export const DEPARTMENTS: readonly Department[] = [
  {
    slug: 'electronics',
    name: 'Electronics',
    description: 'Sound, screens and cameras, with the cables that go with them.',
    groups: [
      {
        slug: 'audio',
        name: 'Audio',
        description: 'For listening alone or together.',
        leaves: [
          { slug: 'headphones', name: 'Headphones', description: 'Over the ear, wireless or wired.' },
          { slug: 'speakers', name: 'Speakers', description: 'Portable and shelf speakers.' },
        ],
      },
      {
        slug: 'phones',
        name: 'Phones',
        description: 'Smartphones and what protects them.',
        leaves: [
          { slug: 'smartphones', name: 'Smartphones', description: 'Unlocked phones for every network.' },
          { slug: 'phone-cases', name: 'Phone cases', description: 'Slim, tough and folding cases.' },
        ],
      },
      {
        slug: 'computers-cameras',
        name: 'Computers & cameras',
        description: 'Tools for making things.',
        leaves: [
          { slug: 'laptops', name: 'Laptops', description: 'Light notebooks and workstations.' },
          { slug: 'cameras', name: 'Cameras', description: 'Compact and mirrorless cameras.' },
        ],
      },
    ],
  },
  {
    slug: 'home-kitchen',
    name: 'Home & kitchen',
    description: 'Everyday things that are good to live with.',
    groups: [
      {
        slug: 'lighting',
        name: 'Lighting',
        description: 'Light where you need it.',
        leaves: [{ slug: 'lamps', name: 'Lamps', description: 'Table, desk and bedside lamps.' }],
      },
      {
        slug: 'kitchen',
        name: 'Kitchen',
        description: 'For cooking and for the table.',
        leaves: [
          { slug: 'mugs', name: 'Mugs', description: 'Stoneware, porcelain and enamel.' },
          { slug: 'pans', name: 'Pans', description: 'Frying pans and sauté pans.' },
          { slug: 'kettles', name: 'Kettles', description: 'For the hob and the socket.' },
        ],
      },
      {
        slug: 'living',
        name: 'Living',
        description: 'To sit on and lean against.',
        leaves: [
          { slug: 'chairs', name: 'Chairs', description: 'Dining chairs and stools.' },
          { slug: 'cushions', name: 'Cushions', description: 'Filled and ready for the sofa.' },
        ],
      },
    ],
  },
  {
    slug: 'outdoor',
    name: 'Outdoor',
    description: 'Kit for a night out, or a fortnight.',
    groups: [
      {
        slug: 'camping',
        name: 'Camping',
        description: 'Shelter, sleep and supper.',
        leaves: [
          { slug: 'tents', name: 'Tents', description: 'For one to six people.' },
          { slug: 'sleeping-bags', name: 'Sleeping bags', description: 'Down and synthetic fillings.' },
          { slug: 'stoves', name: 'Stoves', description: 'Gas and alcohol stoves.' },
        ],
      },
      {
        slug: 'carrying',
        name: 'Carrying',
        description: 'Packs and bottles.',
        leaves: [
          { slug: 'backpacks', name: 'Backpacks', description: 'Day packs and trekking packs.' },
          { slug: 'bottles', name: 'Bottles', description: 'Insulated and plain.' },
        ],
      },
      {
        slug: 'footwear',
        name: 'Footwear',
        description: 'From the path to the ridge.',
        leaves: [{ slug: 'walking-boots', name: 'Walking boots', description: 'Leather and fabric boots.' }],
      },
    ],
  },
  {
    slug: 'fashion',
    name: 'Fashion',
    description: 'Clothes made to be worn often.',
    groups: [
      {
        slug: 'clothing',
        name: 'Clothing',
        description: 'Tops, knitwear and trousers.',
        leaves: [
          { slug: 't-shirts', name: 'T-shirts', description: 'Plain and striped.' },
          { slug: 'knitwear', name: 'Knitwear', description: 'Jumpers and cardigans.' },
          { slug: 'trousers', name: 'Trousers', description: 'Chinos, cords and jeans.' },
        ],
      },
      {
        slug: 'shoes',
        name: 'Shoes',
        description: 'For the town.',
        leaves: [{ slug: 'sneakers', name: 'Sneakers', description: 'Canvas and leather.' }],
      },
      {
        slug: 'accessories',
        name: 'Accessories',
        description: 'The last thing you pick up on the way out.',
        leaves: [
          { slug: 'hats', name: 'Hats', description: 'Caps, beanies and sun hats.' },
          { slug: 'tote-bags', name: 'Tote bags', description: 'Canvas and felt.' },
        ],
      },
    ],
  },
  {
    slug: 'books-stationery',
    name: 'Books & stationery',
    description: 'To read and to write.',
    groups: [
      {
        slug: 'books',
        name: 'Books',
        description: 'Fiction and cooking.',
        leaves: [
          { slug: 'novels', name: 'Novels', description: 'New and lasting fiction.' },
          { slug: 'cookbooks', name: 'Cookbooks', description: 'Recipes that have been cooked.' },
        ],
      },
      {
        slug: 'writing',
        name: 'Writing',
        description: 'Pens and what goes into them.',
        leaves: [
          { slug: 'pens', name: 'Pens', description: 'Fountain pens and rollerballs.' },
          { slug: 'inks', name: 'Inks', description: 'Bottled ink for fountain pens.' },
        ],
      },
      {
        slug: 'paper',
        name: 'Paper',
        description: 'Blank, ruled and dated.',
        leaves: [
          { slug: 'notebooks', name: 'Notebooks', description: 'Sewn, bound and pocket size.' },
          { slug: 'calendars', name: 'Calendars', description: 'For the wall and the desk.' },
        ],
      },
    ],
  },
  {
    slug: 'toys',
    name: 'Toys',
    description: 'For children, and for those who play with them.',
    groups: [
      {
        slug: 'first-toys',
        name: 'First toys',
        description: 'Soft, safe and strong.',
        leaves: [
          { slug: 'building-blocks', name: 'Building blocks', description: 'Wooden blocks and planks.' },
          { slug: 'soft-toys', name: 'Soft toys', description: 'Bears and their friends.' },
        ],
      },
      {
        slug: 'games',
        name: 'Games & puzzles',
        description: 'For the table.',
        leaves: [
          { slug: 'jigsaw-puzzles', name: 'Jigsaw puzzles', description: 'From 24 to 2000 pieces.' },
          { slug: 'board-games', name: 'Board games', description: 'For two and for the whole family.' },
        ],
      },
      {
        slug: 'moving',
        name: 'Things that move',
        description: 'On rails and in the wind.',
        leaves: [
          { slug: 'toy-trains', name: 'Toy trains', description: 'Engines, wagons and rails.' },
          { slug: 'kites', name: 'Kites', description: 'Single line and stunt kites.' },
        ],
      },
    ],
  },
];
