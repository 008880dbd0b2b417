import { distinctWorld, repeatingWorld } from './graph/world.mjs';

/** Shape of the well-known federation gateway benchmark: four subgraphs, six references deep. */
export const LARGE_QUERY = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
  query Large {
    users {
      ...User
      reviews {
        ...Review
        product {
          ...Product
          reviews {
            ...Review
            author { ...User reviews { ...Review product { ...Product } } }
          }
        }
      }
    }
    topProducts {
      ...Product
      reviews {
        ...Review
        author { ...User reviews { ...Review product { ...Product } } }
      }
    }
  }`;

const SMALL_QUERY = 'query Small($id: ID!) { user(id: $id) { id name reviews { id body } } }';

const MUTATION =
  'mutation Add($review: NewReview!) { addReview(review: $review) { id body product { upc name price } } }';

const VARIANTS = 1_000;

/** `requests` are sent in turn; `world` is what the subgraphs know meanwhile. */
export const workloads = [
  {
    name: 'repeating',
    title: 'Large query, data that repeats itself',
    world: 'repeating',
    requests: [{ query: LARGE_QUERY }],
  },
  {
    name: 'distinct',
    title: 'Large query, every nested entity different',
    world: 'distinct',
    requests: [{ query: LARGE_QUERY }],
  },
  {
    name: 'small',
    title: 'Small query of two fetches, another variable each time',
    world: 'repeating',
    requests: variants((index) => ({ query: SMALL_QUERY, variables: { id: String(1_000 + index) } })),
  },
  {
    name: 'mutation',
    title: 'Mutation, then a fetch of the product',
    world: 'repeating',
    requests: variants((index) => ({ query: MUTATION, variables: { review: aReview(index) } })),
  },
];

/** Told apart by their names; made anew by whoever asks, alike in every process. */
export const worlds = { repeating: repeatingWorld, distinct: distinctWorld };

function variants(make) {
  return Array.from({ length: VARIANTS }, (_, index) => make(index));
}

function aReview(index) {
  return {
    productUpc: String(2_000 + (index % 5)),
    body: `Review ${index}: it wobbles, but not where one would see it.`,
  };
}
