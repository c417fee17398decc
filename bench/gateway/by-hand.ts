/**
 * The bound: a server that knows the two queries and no GraphQL. It sends the fetches our plan sends (six and one), over
 * undici's pool, merges by hand-written code and answers with JSON.stringify.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Pool } from 'undici';
import { QUERIES } from './graph';

interface Bag {
  [key: string]: unknown;
}

interface User extends Bag {
  id: string;
  reviews: Review[];
}

interface Product extends Bag {
  upc: string;
  price: number;
  weight: number;
  reviews: Review[];
}

interface Review extends Bag {
  product: Product;
  author: User;
}

const [origin = '', port] = process.argv.slice(2);
const pool = new Pool(origin, { connections: 64, pipelining: 1 });

async function ask<Data>(subgraph: string, query: string, representations?: readonly object[]): Promise<Data> {
  const { body } = await pool.request({
    path: `/${subgraph}`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: representations ? { representations } : {} }),
  });
  return ((await body.json()) as { data: Data }).data;
}

async function askEntities<Entity>(subgraph: string, type: string, fields: string, keys: readonly object[]) {
  const query = `query($representations:[_Any!]!){_entities(representations:$representations){...on ${type}{${fields}}}}`;
  const { _entities } = await ask<{ _entities: Entity[] }>(subgraph, query, keys);
  return _entities;
}

const TOP_PRODUCTS = '{topProducts{upc name price weight}}';
const AUTHOR = 'author{id username reviews{id body product{upc}}}';

async function big(): Promise<string> {
  const [{ users }, { topProducts }] = await Promise.all([
    ask<{ users: User[] }>('accounts', '{users{id username name}}'),
    ask<{ topProducts: Product[] }>('products', TOP_PRODUCTS),
  ]);
  const reviewsQuery = `query($users:[_Any!]!,$products:[_Any!]!){
    users:_entities(representations:$users){...on User{reviews{id body product{upc reviews{id body ${AUTHOR}}}}}}
    products:_entities(representations:$products){...on Product{reviews{id body ${AUTHOR}}}}}`;
  const { body } = await pool.request({
    path: '/reviews',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: reviewsQuery,
      variables: {
        users: users.map(({ id }) => ({ __typename: 'User', id })),
        products: topProducts.map(({ upc }) => ({ __typename: 'Product', upc })),
      },
    }),
  });
  const { data } = (await body.json()) as { data: { users: User[]; products: Product[] } };
  users.forEach((user, index) => (user.reviews = data.users[index]?.reviews ?? []));
  topProducts.forEach((product, index) => (product.reviews = data.products[index]?.reviews ?? []));
  await complete(users, topProducts);
  return JSON.stringify({
    data: {
      users: users.map((user) => ({
        ...person(user),
        reviews: user.reviews.map((review) => ({
          ...text(review),
          product: { ...goods(review.product), reviews: review.product.reviews.map(withAuthor) },
        })),
      })),
      topProducts: topProducts.map((product) => ({ ...goods(product), reviews: product.reviews.map(withAuthor) })),
    },
  });
}

/** Brings names of authors, products and stock to every place where they stand. */
async function complete(users: readonly User[], topProducts: readonly Product[]): Promise<void> {
  const products = new Map<string, Product[]>();
  const authors = new Map<string, User[]>();
  const addProduct = (product: Product) => add(products, product.upc, product);
  const addReviews = (reviews: readonly Review[]) => {
    for (const { author } of reviews) {
      add(authors, author.id, author);
      for (const { product } of author.reviews) addProduct(product);
    }
  };
  for (const { reviews } of users) {
    for (const { product } of reviews) {
      addProduct(product);
      addReviews(product.reviews);
    }
  }
  for (const { reviews } of topProducts) addReviews(reviews);
  const upcs = [...products.keys()];
  const ids = [...authors.keys()];
  const [details, names] = await Promise.all([
    askEntities<Product>('products', 'Product', 'name price weight', upcs.map(productKey)),
    askEntities<User>('accounts', 'User', 'name', ids.map(userKey)),
  ]);
  details.forEach((detail, index) => assignAll(products.get(upcs[index] ?? ''), detail));
  names.forEach((name, index) => assignAll(authors.get(ids[index] ?? ''), name));
  for (const product of topProducts) addProduct(product);
  const all = [...products.values()];
  const stock = await askEntities<Product>(
    'inventory',
    'Product',
    'inStock shippingEstimate',
    all.map(([product]) => ({ ...productKey(product?.upc ?? ''), price: product?.price, weight: product?.weight })),
  );
  stock.forEach((detail, index) => assignAll(all[index], detail));
}

const productKey = (upc: string) => ({ __typename: 'Product', upc });
const userKey = (id: string) => ({ __typename: 'User', id });

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

function assignAll(targets: readonly object[] | undefined, source: object): void {
  for (const target of targets ?? []) Object.assign(target, source);
}

function person({ id, username, name }: User): object {
  return { id, username, name };
}

function text({ id, body }: Review): object {
  return { id, body };
}

function goods({ inStock, name, price, shippingEstimate, upc, weight }: Product): object {
  return { inStock, name, price, shippingEstimate, upc, weight };
}

function withAuthor(review: Review): object {
  const { author } = review;
  const reviews = author.reviews.map((other) => ({ ...text(other), product: goods(other.product) }));
  return { ...text(review), author: { ...person(author), reviews } };
}

async function small(): Promise<string> {
  return JSON.stringify({ data: await ask('products', TOP_PRODUCTS) });
}

const answers = new Map<string, () => Promise<string>>([
  [QUERIES.big, big],
  [QUERIES.small, small],
]);

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
  });
}

createServer((request, response) => {
  void read(request).then(async (body) => {
    const { query } = JSON.parse(body) as { query: string };
    const answer = (await answers.get(query)?.()) ?? '{}';
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
    response.end(answer);
  });
}).listen(Number(port), '127.0.0.1');
