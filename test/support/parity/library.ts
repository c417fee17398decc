import { buildSchema, graphql } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { hash } from '../../../platform/demo/nation/random';
import type { SmallSubgraph } from '../small-graph';
import type { Operation } from './operations';
import type { Outcome } from './outcome';

type Row = Readonly<Record<string, unknown>> & { readonly __typename: string; readonly id: string };

/** Rows of a small graph with interfaces, unions, lists of lists, and both kinds of null. */
const ROWS: readonly Row[] = [
  book('b1', 'p1', ['f1', 'b2']),
  book('b2', 'p2', ['b1']),
  book('b3', 'p1', []),
  film('f1', 'p2', ['b1', 'b3']),
  film('f2', 'p1', ['f1']),
  { __typename: 'Person', id: 'p1', name: 'Person p1', works: [['b1', 'f2'], ['b3']] },
  { __typename: 'Person', id: 'p2', name: 'Person p2', works: [['f1'], [], ['b2']] },
];

function book(id: string, author: string, like: readonly string[]): Row {
  return { __typename: 'Book', id, title: `Title ${id}`, pages: id.charCodeAt(1), author, like, code: 7 };
}

function film(id: string, author: string, like: readonly string[]): Row {
  return { __typename: 'Film', id, title: `Title ${id}`, minutes: id.charCodeAt(1), author, like, code: 'seven' };
}

const ABSTRACT = `interface Work { id: ID! title: String! like: [Work!]! author: Person! }
  union Anything = Book | Film | Person`;
const ROOT = `type Query { works(first: Int = 3, kind: Kind): [Work!]! work(id: ID!): Work any(ids: [ID!]): [Anything] person(id: ID! = "p1"): Person }
  enum Kind { BOOK FILM }`;
const WORK = 'id: ID! title: String! like: [Work!]! author: Person!';
const RATINGS = 'rating: Int strict: Int! reviews(first: Int = 2): [Review!] grid: [[Review]!]';
const REVIEW = 'type Review { text: String stars(scale: Int! = 5): Int! work: Work! by: Person }';
const PERSON = 'name(upper: Boolean = false): String! works: [[Work!]]! favourite: Work';

/** One schema of the whole graph, as the API schema of the composed one should be. */
export const MONOLITH = `${ROOT} ${ABSTRACT} ${REVIEW}
  type Book implements Work { ${WORK} pages: Int code: Int ${RATINGS} }
  type Film implements Work { ${WORK} minutes: Int! code: String ${RATINGS} }
  type Person { id: ID! ${PERSON} }`;

/** How a run of the graph fails: fields whose place in `seed` says so throw, or answer null where they may not. */
export interface Faults {
  readonly seed: number;
  /** One failure in so many fields; 0 for none. */
  readonly oneIn: number;
}

/** Whether and how a field of an object fails; the same in a subgraph and in the monolith, whatever else is asked. */
function faultOf({ seed, oneIn }: Faults, coordinate: string, id: string): 'throw' | 'null' | undefined {
  if (oneIn === 0) return undefined;
  const drawn = (hash(`${seed}/${coordinate}/${id}`) >>> 0) % (oneIn * 2);
  return drawn === 0 ? 'throw' : drawn === 1 ? 'null' : undefined;
}

type Resolve = (row: Row, args: Readonly<Record<string, unknown>>) => unknown;

const REVIEW_FIELDS: Record<string, Resolve> = {
  text: ({ id }) => `Review ${id}`,
  stars: ({ id }, { scale }) => Math.min(Number(scale), id.length),
  work: ({ work }) => find(String(work)),
  by: ({ by }) => find(String(by)),
};

function reviewsOf({ id }: Row): Row[] {
  return [1, 2, 3].map((index) => ({
    __typename: 'Review',
    id: `${id}-${index}`,
    work: id,
    by: `p${1 + (index % 2)}`,
  }));
}

const WORK_FIELDS: Record<string, Resolve> = {
  title: ({ title }) => title,
  like: ({ like }) => (like as string[]).map(find),
  author: ({ author }) => find(String(author)),
  pages: ({ pages }) => pages,
  minutes: ({ minutes }) => minutes,
  code: ({ code }) => code,
};
const RATING_FIELDS: Record<string, Resolve> = {
  rating: ({ id }) => id.charCodeAt(1),
  strict: ({ id }) => id.length,
  reviews: (row, { first }) => reviewsOf(row).slice(0, Number(first ?? 2)),
  grid: (row) => [reviewsOf(row), [null], []],
};
const PERSON_FIELDS: Record<string, Resolve> = {
  name: ({ name }, { upper }) => (upper === true ? String(name).toUpperCase() : name),
  works: ({ works }) => (works as string[][]).map((row) => row.map(find)),
  favourite: ({ works }) => find((works as string[][])[0]?.[0] ?? ''),
};
const ROOT_FIELDS: Record<string, Resolve> = {
  works: (_, { first, kind }) => {
    const works = ROWS.filter(({ __typename }) => __typename !== 'Person');
    return works.filter(({ __typename }) => !kind || __typename.toUpperCase() === kind).slice(0, Number(first ?? 3));
  },
  work: (_, { id }) => (/^[bf]/.test(String(id)) ? find(String(id)) : null),
  any: (_, { ids }) => ((ids as string[] | undefined | null) ?? ['b1', 'p1', 'none', 'f2']).map(find),
  person: (_, { id }) => (String(id).startsWith('p') ? find(String(id)) : null),
};

function find(id: string): Row | null {
  return ROWS.find((row) => row.id === id) ?? null;
}

/** The fields of a type, failing where the faults say. */
function failing(faults: () => Faults, type: string, fields: Record<string, Resolve>): Record<string, Resolve> {
  const wrapped = Object.entries(fields).map(([field, resolve]): [string, Resolve] => [
    field,
    (row, args) => {
      const fault = faultOf(faults(), `${type}.${field}`, (row as Row | undefined)?.id ?? 'root');
      if (fault === 'throw') throw new Error(`${type}.${field} fails`);
      return fault === 'null' ? null : resolve(row, args);
    },
  ]);
  return Object.fromEntries(wrapped);
}

/** The graph as three subgraphs: works, their ratings, persons. */
export function librarySubgraphs(faults: () => Faults): SmallSubgraph[] {
  const entity = (type: string, fields: Record<string, Resolve>) => ({
    __resolveReference: ({ id }: Row) => find(id),
    ...failing(faults, type, fields),
  });
  const works = {
    Query: failing(faults, 'Query', ROOT_FIELDS),
    Book: entity('Book', WORK_FIELDS),
    Film: entity('Film', WORK_FIELDS),
  };
  const ratings = {
    Book: entity('Book', RATING_FIELDS),
    Film: entity('Film', RATING_FIELDS),
    Review: failing(faults, 'Review', REVIEW_FIELDS),
  };
  const stub =
    'type Book implements Work @key(fields: "id") { id: ID! } type Film implements Work @key(fields: "id") { id: ID! }';
  return [
    {
      name: 'works',
      typeDefs: `${ROOT} ${ABSTRACT} type Person @key(fields: "id") { id: ID! }
        type Book implements Work @key(fields: "id") { ${WORK} pages: Int code: Int }
        type Film implements Work @key(fields: "id") { ${WORK} minutes: Int! code: String }`,
      resolvers: withoutStrangers(works),
    },
    {
      name: 'ratings',
      typeDefs: `${REVIEW} interface Work { id: ID! } type Person @key(fields: "id") { id: ID! }
        ${stub.replaceAll('{ id: ID! }', `{ id: ID! ${RATINGS} }`)}`,
      resolvers: ratings,
    },
    {
      name: 'persons',
      typeDefs: `interface Work { id: ID! } ${stub} type Person @key(fields: "id") { id: ID! ${PERSON} }`,
      resolvers: { Person: entity('Person', PERSON_FIELDS) },
    },
  ];
}

/** Each kind of work has its own fields of the ones that works have. */
function withoutStrangers({ Query, Book, Film }: Record<'Query' | 'Book' | 'Film', Record<string, unknown>>) {
  const without = (fields: Record<string, unknown>, strange: string) =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => name !== strange));
  return { Query, Book: without(Book, 'minutes'), Film: without(Film, 'pages') };
}

/** The graph as one schema, run by graphql-js on the same rows with the same faults. */
export function libraryMonolith(faults: () => Faults): {
  readonly schema: GraphQLSchema;
  ask(operation: Operation): Promise<Outcome>;
} {
  const schema = buildSchema(MONOLITH);
  const byType: Record<string, Record<string, Resolve>> = {
    Query: failing(faults, 'Query', ROOT_FIELDS),
    Book: failing(faults, 'Book', { ...WORK_FIELDS, ...RATING_FIELDS }),
    Film: failing(faults, 'Film', { ...WORK_FIELDS, ...RATING_FIELDS }),
    Person: failing(faults, 'Person', PERSON_FIELDS),
    Review: failing(faults, 'Review', REVIEW_FIELDS),
  };
  return {
    schema,
    async ask({ text, variables }) {
      const { data, errors = [] } = await graphql({
        schema,
        source: text,
        variableValues: variables,
        fieldResolver: (row: Row, args: Record<string, unknown>, _context, { parentType, fieldName }) =>
          (byType[parentType.name]?.[fieldName] ?? (() => row.id))(row, args),
      });
      const code = 'INTERNAL_SERVER_ERROR';
      return { data: data ?? null, errors: errors.map(({ path = [] }) => ({ path, code })), access: [] };
    },
  };
}
