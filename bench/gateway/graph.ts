import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import { parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** The graph of the public benchmark of gateways: users, products, their stock and reviews in four subgraphs. */
export interface BenchSubgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
}

interface User {
  readonly id: string;
  readonly username: string;
}

interface Product {
  readonly upc: string;
  readonly price?: number;
  readonly weight?: number;
}

interface Review {
  readonly id: string;
  readonly body: string;
  readonly product: { readonly upc: string };
}

interface Data {
  readonly users: readonly User[];
  readonly products: readonly Product[];
  readonly inventory: readonly Product[];
  readonly reviews: readonly Review[];
}

const data = JSON.parse(readFileSync(join(__dirname, 'data.json'), 'utf8')) as Data;

const HEAD = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.0",
  import: ["@key", "@external", "@requires", "@provides", "@shareable"])\n`;

const ACCOUNTS = `
  type Query { me: User user(id: ID!): User users: [User] }
  type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`;

const PRODUCTS = `
  type Query { topProducts(first: Int = 5): [Product] }
  type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`;

const INVENTORY = `
  type Product @key(fields: "upc") {
    upc: String!
    weight: Int @external
    price: Int @external
    inStock: Boolean
    shippingEstimate: Int @requires(fields: "price weight")
  }`;

const REVIEWS = `
  type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
  type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
  type Product @key(fields: "upc") { upc: String! reviews: [Review] }`;

/** What the subgraphs are called and say. */
const TYPE_DEFS = { accounts: ACCOUNTS, inventory: INVENTORY, products: PRODUCTS, reviews: REVIEWS } as const;

const RESOLVERS: Readonly<Record<keyof typeof TYPE_DEFS, object>> = {
  accounts: {
    Query: {
      me: () => data.users[0],
      user: (_: unknown, { id }: User) => data.users.find((user) => user.id === id),
      users: () => data.users,
    },
    User: { __resolveReference: ({ id }: User) => data.users.find((user) => user.id === id) },
  },
  products: {
    Query: { topProducts: (_: unknown, { first }: { first: number }) => data.products.slice(0, first) },
    Product: { __resolveReference: ({ upc }: Product) => data.products.find((product) => product.upc === upc) },
  },
  inventory: {
    Product: {
      __resolveReference: (reference: Product) => ({
        ...data.inventory.find(({ upc }) => upc === reference.upc),
        ...reference,
      }),
      shippingEstimate: ({ price = 0, weight = 0 }: Product) => (price > 1000 ? 0 : Math.floor(weight / 2)),
    },
  },
  reviews: {
    Review: {
      __resolveReference: ({ id }: Review) => data.reviews.find((review) => review.id === id),
      author: () => ({ id: '1', username: data.users[0]?.username }),
    },
    User: { reviews: () => data.reviews.slice(0, 2) },
    Product: { reviews: ({ upc }: Product) => data.reviews.filter(({ product }) => product.upc === upc) },
  },
};

/** The four subgraphs, ready to execute. */
export function benchSubgraphs(): readonly BenchSubgraph[] {
  return Object.entries(TYPE_DEFS).map(([name, typeDefs]) => {
    const resolvers = RESOLVERS[name as keyof typeof TYPE_DEFS] as GraphQLResolverMap<unknown>;
    return { name, schema: buildSubgraphSchema([{ typeDefs: parse(HEAD + typeDefs), resolvers }]) };
  });
}

/** The supergraph over subgraphs that listen under `origin`, each at its own name. */
export function benchSupergraph(origin: string): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(TYPE_DEFS).map(([name, typeDefs]) => ({
      name,
      typeDefs: parse(HEAD + typeDefs),
      url: `${origin}/${name}`,
    })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** The benchmark's one query: an answer of 87 kB in three levels of fetches. */
const BIG = `
  query TestQuery {
    users { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User reviews { ...Review
      product { ...Product } } } } } } }
    topProducts { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
  }
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }`;

/** One fetch and no entities. */
const SMALL = '{ topProducts { upc name price weight } }';

/** The two documents that are measured. */
export const QUERIES = { big: BIG, small: SMALL } as const;
