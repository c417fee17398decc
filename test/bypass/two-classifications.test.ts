import fc from 'fast-check';
import { FIELD_GROUPS } from '../../shared/access';
import type { FieldGroup } from '../../shared/access';
import { ROLES } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { compose, other, owner } from '../support/access-sdl';
import { isRefusedEverywhere } from '../support/access/specification';
import { narrowedGraph } from '../support/narrowed-graph';
import { viewerOf } from '../support/platform';

/**
 * Two subgraphs answer one field and classify it differently. Composition alone keeps the first group it meets and only hints
 * (Federation before 2.12 joined scopes with OR); whichever way round they stand, nobody may have what either keeps.
 */
const SEED = 20_261_124;
/** Whoever builds against synthetic data has none here. */
const DRAWN_ROLES = ROLES.filter((role) => role !== 'FRONTEND_DEVELOPER');
const GROUPS = Object.keys(FIELD_GROUPS) as FieldGroup[];
const CLAIMS: Partial<Viewer> = {
  personId: '00000000-0000-8000-8000-000000000001',
  employerId: '00000000-0000-8000-8000-000000000002',
  sentraId: 'S-1',
  regionCodes: ['32'],
  programCodes: ['PKH'],
};
const anyPair = fc.tuple(fc.constantFrom(...GROUPS), fc.constantFrom(...GROUPS));

const bodies = (first: FieldGroup, second: FieldGroup) => [
  owner(`shared: String @shareable @a(${first})`),
  other(`shared: String @shareable @a(${second})`),
];

test('two groups do not compose, in either order, even where they say the same; control: one group does', () => {
  const seen = { refused: 0, composed: 0 };
  fc.assert(
    fc.property(anyPair, ([first, second]) => {
      for (const [left, right] of [
        [first, second],
        [second, first],
      ] as const) {
        if (left === right) continue;
        seen.refused += 1;
        expect(() => compose(...bodies(left, right))).toThrow(`Person.shared is ${left} in s0 and ${right} in s1`);
      }
      seen.composed += 1;
      expect(compose(...bodies(first, first))).toContain(`shared: String @access(group: "${first}")`);
    }),
    { seed: SEED, numRuns: 60 },
  );
  expect(seen.refused).toBeGreaterThan(40);
  expect(seen.composed).toBe(60);
});

const resolvers = {
  Query: { person: () => ({ id: 'p1', shared: 'of the first' }) },
  Person: { __resolveReference: () => ({ id: 'p1', shared: 'of the second' }) },
};
const PUBLIC_KEY = 'id: ID! @a(STRUCTURE)';
const subgraphs = (first: FieldGroup, second: FieldGroup) => [
  {
    name: 's0',
    typeDefs: `type Query { person: Person @a(STRUCTURE) } type Person @key(fields: "id") { ${PUBLIC_KEY} shared: String @shareable @a(${first}) }`,
    resolvers,
  },
  {
    name: 's1',
    typeDefs: `type Person @key(fields: "id") { ${PUBLIC_KEY} shared: String @shareable @a(${second}) mine: String @a(STRUCTURE) }`,
    resolvers: { Person: { ...resolvers.Person, mine: () => 'mine' } },
  },
];

test('in a supergraph composed without the checks the first group stands, and the copy of the other does not open it', async () => {
  const seen = { refused: 0, given: 0 };
  await fc.assert(
    fc.asyncProperty(anyPair, fc.constantFrom(...DRAWN_ROLES), async ([first, second], role) => {
      const graph = narrowedGraph(subgraphs(first, second), false);
      const stands = /shared: String[^\n]*@access\(group: "(\w+)"\)/.exec(graph.sdl)?.[1];
      expect([first, second]).toContain(stands);
      const viewer = viewerOf(role, CLAIMS);
      const mayHave = !isRefusedEverywhere(viewer, { group: stands as FieldGroup, band: false, roles: undefined });
      const { data, sent } = await graph.ask(viewer, '{ person { shared mine } }');
      expect((data as { person: { shared: string | null } }).person.shared !== null).toBe(mayHave);
      expect(sent.join().includes('shared')).toBe(mayHave);
      seen[mayHave ? 'given' : 'refused'] += 1;
    }),
    { seed: SEED, numRuns: 60 },
  );
  expect(seen.refused).toBeGreaterThan(10);
  expect(seen.given).toBeGreaterThan(10);
});
