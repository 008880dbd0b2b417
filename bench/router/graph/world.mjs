/**
 * What the subgraphs know: six users with two reviews each, five products of which four have three reviews each. Objects
 * refer to one another, so that a resolver has nothing to do. Ids have four digits, so that the same answer has the same
 * size in every world.
 */
const REVIEWED_PRODUCTS = 4;
const TOP_PRODUCTS = 5;
const LISTED_USERS = 6;
const KNOWN_USERS = 1_000;
const REVIEWS_PER_USER = 2;
const REVIEWS_PER_PRODUCT = 3;

const OPINION =
  'I bought it for the small room under the roof, carried it up four flights of stairs, put it together in an afternoon ' +
  'with one screw left over, and have used it every day since. It is lighter than it looks, the colour is that of the ' +
  'picture, and the drawer closes without a sound. The second one that I ordered came a week later and is exactly like ' +
  'the first. I would buy it again. My neighbour asked where it is from.';

/**
 * The few objects of the well-known gateway benchmark: the same user, product and review occur at many places of an answer.
 * `user(id)` knows a thousand users, of which `users` lists six.
 */
export function repeatingWorld() {
  const world = new World();
  const users = Array.from({ length: KNOWN_USERS }, () => world.add(aUser(world.nextId())));
  const products = Array.from({ length: TOP_PRODUCTS }, () => world.add(aProduct(world.nextId())));
  const reviews = Array.from({ length: KNOWN_USERS * REVIEWS_PER_USER }, (_, index) => {
    const review = world.add(aReview(world.nextId()));
    review.author = users[Math.floor(index / REVIEWS_PER_USER)];
    review.product = products[index % REVIEWED_PRODUCTS];
    review.author.reviews.push(review);
    return review;
  });
  for (const product of products.slice(0, REVIEWED_PRODUCTS)) {
    product.reviews = reviews.filter((review) => review.product === product).slice(0, REVIEWS_PER_PRODUCT);
  }
  world.users = users.slice(0, LISTED_USERS);
  world.products = products;
  return world;
}

/** The same answers in shape and size, but every object occurs once: what repeats in the other world is a copy here. */
export function distinctWorld() {
  const original = repeatingWorld();
  const world = new World();
  const makers = { User: aUser, Product: aProduct, Review: aReview };
  const references = { User: ['reviews'], Product: ['reviews'], Review: ['author', 'product'] };
  /** `hops`: how many references an operation follows from here at most. */
  const copy = (object, hops) => {
    const { __typename: type } = object;
    const copied = world.add(makers[type](world.nextId()));
    if (hops === 0) return copied;
    for (const name of references[type]) {
      const value = object[name];
      copied[name] = Array.isArray(value) ? value.map((item) => copy(item, hops - 1)) : copy(value, hops - 1);
    }
    return copied;
  };
  world.users = original.users.map((user) => copy(user, 6));
  world.products = original.products.map((product) => copy(product, 4));
  return world;
}

class World {
  users = [];
  products = [];
  #byId = new Map();
  #lastId = 999;

  nextId() {
    this.#lastId += 1;
    return String(this.#lastId);
  }

  add(object) {
    this.#byId.set(object.id ?? object.upc, object);
    return object;
  }

  /** The object of that id, whatever its type; undefined when there is none. */
  find(id) {
    return this.#byId.get(id);
  }

  /** Keeps nothing: the answer to a mutation is known beforehand. */
  addReview({ productUpc, body }) {
    return { __typename: 'Review', id: `new-${productUpc}-${body.length}`, body, product: this.find(productUpc) };
  }
}

const aUser = (id) => ({ __typename: 'User', id, name: `Ada Lovelace ${id}`, username: `@ada-${id}`, reviews: [] });

const aProduct = (upc) => ({
  __typename: 'Product',
  upc,
  name: `Writing desk ${upc}`,
  price: 200 + (Number(upc) % 900),
  weight: 10 + (Number(upc) % 90),
  inStock: Number(upc) % 3 !== 0,
  reviews: [],
});

const aReview = (id) => ({ __typename: 'Review', id, body: `${id}: ${OPINION}`, author: null, product: null });
