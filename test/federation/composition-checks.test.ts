import { composeSupergraph } from '../../gateway/composition/compose';
import { SCHEMA_HEAD } from '../../shared/subgraph/access-directive';

const subgraph = (name: string, body: string) => ({ name, sdl: `${SCHEMA_HEAD}\n${body}` });
const compose = (...bodies: string[]) => composeSupergraph(bodies.map((body, index) => subgraph(`s${index}`, body)));

const QUERY = 'type Query { program(code: ID!): Program @access(group: "STRUCTURE") }';

test('control: classified subgraphs compose, and the groups stand in the supergraph', () => {
  const sdl = compose(`${QUERY} type Program @key(fields: "code") { code: ID! @access(group: "REFERENCE") }`);
  expect(sdl).toContain('code: ID! @access(group: "REFERENCE")');
});

test('a field without a group does not compose, and the message names it', () => {
  const body = `${QUERY} type Program @key(fields: "code") { code: ID! }`;
  expect(() => compose(body)).toThrow('s0: Program.code has no @access group');
});

test('a group nobody decided about does not compose', () => {
  const body = `${QUERY} type Program @key(fields: "code") { code: ID! @access(group: "SECRET") }`;
  expect(() => compose(body)).toThrow('s0: Program.code has an unknown group or role: @access(group: "SECRET")');
});

test('a non-null field that some role may not read does not compose', () => {
  const body = `${QUERY} type Program @key(fields: "code") {
    code: ID! @access(group: "REFERENCE") nik: String! @access(group: "IDENTIFIER") }`;
  expect(() => compose(body)).toThrow('s0: Program.nik is non-null, but IDENTIFIER is not FULL for every role');
});

test('one field in two groups does not compose, though composition itself would only hint', () => {
  const first = `${QUERY} type Program @key(fields: "code") {
    code: ID! @access(group: "REFERENCE") title: String @shareable @access(group: "REFERENCE") }`;
  const second = `type Program @key(fields: "code") {
    code: ID! @access(group: "REFERENCE") title: String @shareable @access(group: "NAME") }`;
  expect(() => compose(first, second)).toThrow(
    'Program.title is REFERENCE in s0 and NAME in s1: PUBLIC would get FULL where it has WITHHELD',
  );
});
