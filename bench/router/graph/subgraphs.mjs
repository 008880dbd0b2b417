import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@external", "@requires"])\n`;

/** In words that Federation 1 and 2 both understand; the first is all that Mercurius speaks. */
const schemas = {
  users: `
    extend type Query {
      users: [User!]!
      user(id: ID!): User
    }
    type User @key(fields: "id") {
      id: ID!
      name: String!
      username: String!
    }`,
  products: `
    extend type Query {
      topProducts(first: Int = 5): [Product!]!
    }
    type Product @key(fields: "upc") {
      upc: String!
      name: String!
      price: Int!
      weight: Int!
    }`,
  reviews: `
    extend type Mutation {
      addReview(review: NewReview!): Review!
    }
    input NewReview {
      productUpc: String!
      body: String!
    }
    type Review @key(fields: "id") {
      id: ID!
      body: String!
      author: User!
      product: Product!
    }
    extend type User @key(fields: "id") {
      id: ID! @external
      reviews: [Review!]!
    }
    extend type Product @key(fields: "upc") {
      upc: String! @external
      reviews: [Review!]!
    }`,
  inventory: `
    extend type Product @key(fields: "upc") {
      upc: String! @external
      price: Int! @external
      weight: Int! @external
      inStock: Boolean!
      shippingEstimate: Int! @requires(fields: "price weight")
    }`,
};

export const subgraphNames = Object.keys(schemas);

/** What composition is given. */
export function typeDefsOf(subgraph) {
  return parse(LINK + schemas[subgraph]);
}

/** Resolvers of all subgraphs; the context is `{ world }`. What is not here is a property of the object. */
const resolvers = {
  Query: {
    users: (_, _args, { world }) => world.users,
    user: (_, { id }, { world }) => world.find(id),
    topProducts: (_, { first }, { world }) => world.products.slice(0, first),
  },
  Mutation: { addReview: (_, { review }, { world }) => world.addReview(review) },
  Product: { shippingEstimate: ({ price, weight }) => (price > 1000 ? 0 : Math.round(weight / 2)) },
};

/** A representation's own fields win: what a router sends as a requirement is what the subgraph reckons with. */
function resolveReference(representation, { world }) {
  return { ...world.find(representation.id ?? representation.upc), ...representation };
}

/** The executable schema of one subgraph. */
export function executableSubgraph(subgraph) {
  const typeDefs = parse(schemas[subgraph]);
  const own = {};
  for (const { name, fields = [], directives = [] } of typeDefs.definitions) {
    const names = fields.map((field) => field.name.value);
    const fieldResolvers = Object.entries(resolvers[name.value] ?? {}).filter(([field]) => names.includes(field));
    const isEntity = directives.some((directive) => directive.name.value === 'key');
    own[name.value] = {
      ...Object.fromEntries(fieldResolvers),
      ...(isEntity && { __resolveReference: resolveReference }),
    };
  }
  delete own.NewReview;
  return buildSubgraphSchema({ typeDefs, resolvers: own });
}

/** Gives the resolvers to a schema that has all the fields: what every router's answer must be like. */
export function withAllResolvers(schema) {
  for (const [type, fields] of Object.entries(resolvers)) {
    for (const [field, resolve] of Object.entries(fields)) schema.getType(type).getFields()[field].resolve = resolve;
  }
  return schema;
}
