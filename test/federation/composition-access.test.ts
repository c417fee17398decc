import { parse } from 'graphql';
import { composeSupergraph } from '../../gateway/composition/compose';
import { refuseLooseAccess } from '../../platform/supergraph-watch';
import { subgraphsFindings, supergraphFindings } from '../../shared/access';
import { SCHEMA_HEAD } from '../../shared/subgraph/access-directive';

/** The head of our subgraphs with all of federation that is used here. */
const HEAD = SCHEMA_HEAD.replace(
  '"@composeDirective"',
  '"@composeDirective", "@override", "@interfaceObject", "@fromContext", "@context"',
);
const QUERY = 'type Query { person: Person @a(STRUCTURE) }';
const NAMED = 'type Query { named: Named @a(STRUCTURE) }';
const KEY = 'id: ID! @a(PSEUDONYM)';

/** `@a(NAME)` and `@a(NAME band)` are short for the directive. */
const full = (body: string) =>
  body.replace(/@a\((\w+)( band)?\)/g, (_, group: string, band?: string) =>
    band ? `@access(group: "${group}", band: true)` : `@access(group: "${group}")`,
  );
const sources = (bodies: readonly string[], head = HEAD) =>
  bodies.map((body, index) => ({ name: `s${index}`, sdl: `${head}\n${full(body)}` }));
const compose = (...bodies: string[]) => composeSupergraph(sources(bodies));
const findingsOf = (bodies: readonly string[]) =>
  subgraphsFindings(sources(bodies).map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) })));

interface Case {
  readonly bodies: string[];
  /** The same with one thing changed, which composes. */
  readonly control: string[];
  readonly finding: string;
}

const gains = 'PUBLIC would get FULL where it has WITHHELD';
const owner = (fields: string) => `${QUERY} type Person @key(fields: "id") { ${KEY} ${fields} }`;
const other = (fields: string) => `type Person @key(fields: "id") { ${KEY} ${fields} }`;

/** A case in which only the words of one body differ. */
const change = (finding: string, bodies: string[], from: string, to: string): Case => ({
  finding,
  bodies,
  control: bodies.map((body) => body.replaceAll(from, to)),
});

const CASES: Record<string, Case> = {
  'a computed field weaker than its source': change(
    `s1: Person.score (REFERENCE) is computed from Person.health (HEALTH): ${gains}`,
    [
      owner('health: String @a(HEALTH)'),
      other('health: String @external score: Int @requires(fields: "health") @a(REFERENCE)'),
    ],
    'REFERENCE',
    'HEALTH',
  ),
  'a grade better under one condition only': change(
    's1: Person.score (DESIL) is computed from Person.enrolment (ENROLMENT): SENTRA_OFFICER (CASE) would get FULL where it has BANDED',
    [
      owner('enrolment: String @a(ENROLMENT)'),
      other('enrolment: String @external score: Int @requires(fields: "enrolment") @a(DESIL)'),
    ],
    'DESIL',
    'ENROLMENT',
  ),
  'a source with arguments': change(
    `s1: Person.score (REFERENCE) is computed from Person.health (HEALTH): ${gains}`,
    [
      owner('health(of: Int): String @a(HEALTH)'),
      other('health(of: Int): String @external score: Int @requires(fields: "health(of: 3)") @a(REFERENCE)'),
    ],
    'REFERENCE',
    'HEALTH',
  ),
  'a source nested in another type': change(
    's1: Person.score (GENERAL) is computed from Home.desil (DESIL): ',
    [
      `${owner('home: Home @a(REFERENCE)')} type Home { desil: Int @a(DESIL) walls: Int @a(REFERENCE) }`,
      `${other('home: Home @external score: Int @requires(fields: "home { walls desil }") @a(GENERAL)')}
        type Home @external { desil: Int walls: Int }`,
    ],
    'GENERAL',
    'DESIL',
  ),
  'a companion computed from exact data of a stricter group': change(
    `s1: Person.ageBand (REFERENCE (band)) is computed from Person.born (BIRTH_DATE): ${gains}`,
    [
      owner('born: String @a(BIRTH_DATE)'),
      other('born: String @external ageBand: Int @requires(fields: "born") @a(REFERENCE band)'),
    ],
    'REFERENCE',
    'BIRTH_DATE',
  ),
  'an interface that gives more than an object': change(
    `s0: Named.name (REFERENCE) answers with Person.name (NAME): ${gains}`,
    [`${NAMED} interface Named { name: String @a(REFERENCE) } type Person implements Named { name: String @a(NAME) }`],
    'REFERENCE',
    'NAME',
  ),
  'an interface over an interface': change(
    `s0: Called.name (REFERENCE) answers with Named.name (NAME): ${gains}`,
    [
      `${NAMED} interface Called { name: String @a(REFERENCE) } interface Named implements Called { name: String @a(NAME) }
        type Person implements Named & Called { name: String @a(NAME) }`,
    ],
    'REFERENCE',
    'NAME',
  ),
  'an interface’s field without a group': change(
    's0: Named.name has no @access group',
    [
      'type Query { named: Named @a(STRUCTURE) } interface Named { name: String } type Person implements Named { name: String @a(NAME) }',
    ],
    'interface Named { name: String }',
    'interface Named { name: String @a(NAME) }',
  ),
  'an interface with the band of what its object gives exactly': change(
    's0: Aged.age (BIRTH_DATE (band)) answers with Person.age (BIRTH_DATE): FRONTEND (OWN) would get FULL where it has BANDED',
    [
      'type Query { aged: Aged @a(STRUCTURE) } interface Aged { age: Int @a(BIRTH_DATE band) } type Person implements Aged { age: Int @a(BIRTH_DATE) }',
    ],
    ' band',
    '',
  ),
  'a shared field that is exact here and a band there': change(
    'Person.age is BIRTH_DATE in s0 and BIRTH_DATE (band) in s1: FRONTEND (OWN) would get FULL where it has BANDED',
    [owner('age: Int @shareable @a(BIRTH_DATE)'), other('age: Int @shareable @a(BIRTH_DATE band)')],
    ' band',
    '',
  ),
  'a key in two groups': change(
    `Person.id is PSEUDONYM in s0 and REFERENCE in s1: ${gains}`,
    [owner(''), 'type Person @key(fields: "id") { id: ID! @a(REFERENCE) health: String @a(HEALTH) }'],
    'REFERENCE',
    'PSEUDONYM',
  ),
  'an override into a weaker group': change(
    `Person.health is HEALTH in s0 and REFERENCE in s1: ${gains}`,
    [owner('health: String @a(HEALTH)'), other('health: String @override(from: "s0") @a(REFERENCE)')],
    'REFERENCE',
    'HEALTH',
  ),
  'a copy that says another group than its owner': change(
    `Person.health is HEALTH in s0 and REFERENCE in s1: ${gains}`,
    [
      owner('health: String @a(HEALTH)'),
      other('health: String @external @a(REFERENCE) score: Int @requires(fields: "health") @a(HEALTH)'),
    ],
    'REFERENCE',
    'HEALTH',
  ),
  'a provided copy without a group': change(
    's1: Person.health is provided by Query.sick, but has no @access group here',
    [
      owner('health: String @shareable @a(HEALTH)'),
      `type Query { sick: Person @provides(fields: "health") @a(HEALTH) } ${other('health: String @external')}`,
    ],
    'health: String @external',
    'health: String @external @a(HEALTH)',
  ),
  'a type that takes a name of federation’s own': change(
    's0: _Person.nik has a name of federation',
    [`type Query { person: _Person @a(STRUCTURE) } type _Person { nik: String @a(IDENTIFIER) }`],
    '_Person',
    'Person',
  ),
};

test.each(Object.entries(CASES))(
  '%s does not compose; control: without it, it does',
  (_, { bodies, control, finding }) => {
    expect(() => compose(...bodies)).toThrow(finding);
    expect(compose(...control)).toContain('type Query');
  },
);

test('a chain across three subgraphs is told from its end too; control: as strict as its start, it composes', () => {
  const bodies = (group: string) => [
    owner('first: Int @a(HEALTH)'),
    other(`first: Int @external second: Int @requires(fields: "first") @a(${group})`),
    other(`second: Int @external third: Int @requires(fields: "second") @a(${group})`),
  ];
  expect(findingsOf(bodies('REFERENCE'))).toEqual([
    `s1: Person.second (REFERENCE) is computed from Person.first (HEALTH): ${gains}`,
    `s2: Person.third (REFERENCE) is computed from Person.second from Person.first (HEALTH): ${gains}`,
  ]);
  expect(compose(...bodies('HEALTH'))).toContain('third: Int');
});

test('what a companion is computed from is held against the companion, not against what follows from its band', () => {
  const bodies = [
    owner('born: String @a(BIRTH_DATE)'),
    other('born: String @external ageBand: Int @requires(fields: "born") @a(BIRTH_DATE band)'),
    other('ageBand: Int @external isOld: Int @requires(fields: "ageBand") @a(BIRTH_DATE band)'),
  ];
  expect(findingsOf(bodies)).toEqual([]);
  expect(compose(...bodies)).toContain('isOld: Int');
});

test('an interface object: its fields are checked as those of the interface, and reach every implementor with their group', () => {
  const bodies = (group: string) => [
    `${NAMED} interface Named @key(fields: "id") { ${KEY} health: Int @a(${group}) }
      type Person implements Named @key(fields: "id") { ${KEY} health: Int @a(HEALTH) }`,
    `type Named @interfaceObject @key(fields: "id") { ${KEY} health: Int @external
      score: Int @requires(fields: "health") @a(HEALTH) }`,
  ];
  expect(compose(...bodies('HEALTH'))).toMatch(/type Person[^}]*score: Int[^\n]*@access\(group: "HEALTH"\)/);
  expect(() => compose(...bodies('REFERENCE'))).toThrow(
    's0: Named.health (REFERENCE) answers with Person.health (HEALTH)',
  );
});

describe('a directive by another name is refused, not ignored', () => {
  const body = 'type Query { a: String @access(group: "STRUCTURE") }';
  const heads: [string, string, string][] = [
    [
      'ours',
      HEAD.replace('["@access"]', '[{name: "@access", as: "@grant"}]')
        .replaceAll('"@access")', '"@grant")')
        .replace('directive @access', 'directive @grant'),
      '@link imports @access as @grant',
    ],
    [
      'federation’s',
      HEAD.replace('"@requires"', '{name: "@requires", as: "@needs"}'),
      '@link imports @requires as @needs',
    ],
    [
      'federation whole',
      HEAD.replace('federation/v2.9",', 'federation/v2.9", as: "fed",'),
      '@link renames https://specs.apollo.dev/federation/v2.9',
    ],
    [
      'a local one',
      HEAD.replace('band: Boolean! = false', 'level: Int'),
      '@access is not defined as directive @access(',
    ],
    [
      'a foreign one',
      HEAD.replace('berdaya.kemensos.go.id', 'example.org'),
      '@access is not imported once, from https://berdaya',
    ],
    [
      'an unlinked one',
      HEAD.replace(/ {2}@link\(url: "https:\/\/berdaya.*\n/, ''),
      '@access is not imported once, from https://berdaya',
    ],
    [
      'one left behind',
      HEAD.replace('@composeDirective(name: "@access")', ''),
      '@access is not carried into the supergraph',
    ],
  ];

  test.each(heads)('%s', (_, head, finding) => {
    const grant = head.includes('@grant') ? body.replace('@access', '@grant') : body;
    expect(head).not.toBe(HEAD);
    expect(() => composeSupergraph(sources([grant], head))).toThrow(`s0: ${finding}`);
  });

  test('control: as it is, it composes', () => {
    expect(compose(body)).toContain('a: String @access(group: "STRUCTURE")');
  });

  test('the long name of a directive, a value from a context, two groups on one field', () => {
    const findings = (text: string) => findingsOf([text]);
    expect(findings(`${body} type A { b: Int @a(NAME) @federation__requires(fields: "c") }`)).toEqual([
      "s0: @federation__requires is not imported: access is checked by the directives' own names",
    ]);
    expect(findings(`${body} type A { b(c: Int @fromContext(field: "$d { e }")): Int @a(NAME) }`)).toEqual([
      's0: @fromContext takes a value past the access checks',
    ]);
    expect(findings(`${body} type A { b: Int @a(REFERENCE) @a(NAME) }`)).toEqual([
      's0: A.b has more than one @access group',
    ]);
  });
});

describe('a supergraph that was edited by hand', () => {
  const bodies = [
    owner('health: String @a(HEALTH)'),
    other('health: String @external score: Int @requires(fields: "health") @a(HEALTH)'),
  ];
  const sdl = compose(...bodies);
  const edited = (from: string | RegExp, to: string) => {
    const text = sdl.replace(from, to);
    expect(text).not.toBe(sdl);
    return text;
  };

  test('control: as composed it is taken', () => {
    expect(() => refuseLooseAccess(sdl)).not.toThrow();
    expect(supergraphFindings(parse(sdl))).toEqual([]);
  });

  test('a computed field made weaker', () => {
    const text = edited(/(score: Int.*)"HEALTH"/, '$1"REFERENCE"');
    expect(() => refuseLooseAccess(text)).toThrow(
      `supergraph: Person.score (REFERENCE) is computed from Person.health (HEALTH): ${gains}`,
    );
  });

  test('a field called a copy is a field all the same', () => {
    const text = edited(/(health: String.*)@access\(.*\)/, '$1@external');
    expect(() => refuseLooseAccess(text)).toThrow('Person.health has no @access group');
  });

  test('the directive under another name', () => {
    const text = edited('import: ["@access"]', 'import: [{name: "@access", as: "@grant"}]');
    expect(() => refuseLooseAccess(text)).toThrow('@link imports @access as @grant');
  });
});
