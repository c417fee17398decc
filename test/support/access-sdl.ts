import { parse } from 'graphql';
import { composeSupergraph } from '../../gateway/composition/compose';
import { subgraphsFindings } from '../../shared/access';
import { SCHEMA_HEAD } from '../../shared/subgraph/access-directive';

/** The head of our subgraphs with all of federation that is used here. */
export const HEAD = SCHEMA_HEAD.replace(
  '"@composeDirective"',
  '"@composeDirective", "@override", "@interfaceObject", "@fromContext", "@context"',
);
const QUERY = 'type Query { person: Person @a(STRUCTURE) }';
/** A query for an interface. */
export const NAMED = 'type Query { named: Named @a(STRUCTURE) }';
/** Key of persons. */
export const KEY = 'id: ID! @a(PSEUDONYM)';

/** `@a(NAME)` and `@a(NAME band)` are short for the directive. */
export const full = (body: string) =>
  body.replace(/@a\((\w+)( band)?\)/g, (_, group: string, band?: string) =>
    band ? `@access(group: "${group}", band: true)` : `@access(group: "${group}")`,
  );
/** Bodies as subgraphs s0, s1, ... */
export const sources = (bodies: readonly string[], head = HEAD) =>
  bodies.map((body, index) => ({ name: `s${index}`, sdl: `${head}\n${full(body)}` }));
/** Composes bodies as `npm run compose` would. */
export const compose = (...bodies: string[]) => composeSupergraph(sources(bodies));
/** All that is wrong with the groups of bodies, not only the first. */
export const findingsOf = (bodies: readonly string[]) =>
  subgraphsFindings(sources(bodies).map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) })));

/** What a weaker group gives away first. */
export const GAINS = 'PUBLIC would get FULL where it has WITHHELD';
/** A subgraph that owns persons with these fields. */
export const owner = (fields: string) => `${QUERY} type Person @key(fields: "id") { ${KEY} ${fields} }`;
/** Another subgraph that adds these fields to persons. */
export const other = (fields: string) => `type Person @key(fields: "id") { ${KEY} ${fields} }`;
