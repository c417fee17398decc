import { GAINS, KEY, NAMED, compose, findingsOf, other, owner } from '../support/access-sdl';

interface Case {
  readonly bodies: string[];
  /** The same with one thing changed, which composes. */
  readonly control: string[];
  readonly finding: string;
}

/** A case in which only the words of one body differ. */
const change = (finding: string, bodies: string[], from: string, to: string): Case => ({
  finding,
  bodies,
  control: bodies.map((body) => body.replaceAll(from, to)),
});

const CASES: Record<string, Case> = {
  'a computed field weaker than its source': change(
    `s1: Person.score (REFERENCE) is computed from Person.health (HEALTH): ${GAINS}`,
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
    `s1: Person.score (REFERENCE) is computed from Person.health (HEALTH): ${GAINS}`,
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
    `s1: Person.ageBand (REFERENCE (band)) is computed from Person.born (BIRTH_DATE): ${GAINS}`,
    [
      owner('born: String @a(BIRTH_DATE)'),
      other('born: String @external ageBand: Int @requires(fields: "born") @a(REFERENCE band)'),
    ],
    'REFERENCE',
    'BIRTH_DATE',
  ),
  'an interface that gives more than an object': change(
    `s0: Named.name (REFERENCE) answers with Person.name (NAME): ${GAINS}`,
    [`${NAMED} interface Named { name: String @a(REFERENCE) } type Person implements Named { name: String @a(NAME) }`],
    'REFERENCE',
    'NAME',
  ),
  'an interface over an interface': change(
    `s0: Called.name (REFERENCE) answers with Named.name (NAME): ${GAINS}`,
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
    `Person.id is PSEUDONYM in s0 and REFERENCE in s1: ${GAINS}`,
    [owner(''), 'type Person @key(fields: "id") { id: ID! @a(REFERENCE) health: String @a(HEALTH) }'],
    'REFERENCE',
    'PSEUDONYM',
  ),
  'an override into a weaker group': change(
    `Person.health is HEALTH in s0 and REFERENCE in s1: ${GAINS}`,
    [owner('health: String @a(HEALTH)'), other('health: String @override(from: "s0") @a(REFERENCE)')],
    'REFERENCE',
    'HEALTH',
  ),
  'a copy that says another group than its owner': change(
    `Person.health is HEALTH in s0 and REFERENCE in s1: ${GAINS}`,
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
    `s1: Person.second (REFERENCE) is computed from Person.first (HEALTH): ${GAINS}`,
    `s2: Person.third (REFERENCE) is computed from Person.second from Person.first (HEALTH): ${GAINS}`,
  ]);
  expect(compose(...bodies('HEALTH'))).toContain('third: Int');
});

test('what a companion is computed from is held aGAINSt the companion, not aGAINSt what follows from its band', () => {
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

test('a union has no fields: what its members call alike is asked of each member, by the member’s own group', () => {
  const sdl = compose(`type Query { found: Found @a(STRUCTURE) } union Found = Person | Program
    type Person { name: String @a(NAME) } type Program { name: String @a(REFERENCE) }`);
  expect(sdl).toMatch(/type Person[^}]*name: String @access\(group: "NAME"\)/);
  expect(sdl).toMatch(/type Program[^}]*name: String @access\(group: "REFERENCE"\)/);
});
