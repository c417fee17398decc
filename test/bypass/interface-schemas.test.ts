import fc from 'fast-check';
import { FIELD_GROUPS } from '../../shared/access';
import type { FieldGroup } from '../../shared/access';
import { ROLES } from '../../shared/viewer';
import type { Role } from '../../shared/viewer';
import { composeSupergraph } from '../../gateway/composition/compose';
import { HEAD, full } from '../support/access-sdl';
import { narrowedGraph } from '../support/narrowed-graph';
import { viewerOf } from '../support/platform';
import { isRefusedEverywhere } from '../support/access/specification';

/**
 * GHSA-x33c-7c2v-mrj9: a router compared the rules of implementors and, where they differed, applied none. Over schemas drawn at
 * random: what is asked on an interface takes the permission of the interface and of every implementor.
 */
const SEED = 20_261_124;
/** Whoever builds against synthetic data has none here. */
const DRAWN_ROLES = ROLES.filter((role) => role !== 'FRONTEND_DEVELOPER');
const GROUPS = (Object.keys(FIELD_GROUPS) as FieldGroup[]).filter((group) => group !== 'STRUCTURE');

interface Drawn {
  /** Of the field on the interface. */
  readonly onInterface: FieldGroup;
  /** Of the field on each implementor. */
  readonly onTypes: readonly FieldGroup[];
  readonly role: Role;
}
const anySchema: fc.Arbitrary<Drawn> = fc.record({
  onInterface: fc.constantFrom(...GROUPS),
  onTypes: fc.array(fc.constantFrom(...GROUPS), { minLength: 1, maxLength: 4 }),
  role: fc.constantFrom(...DRAWN_ROLES),
});

const typeDefs = ({
  onInterface,
  onTypes,
}: Drawn) => `interface Named { name: String @a(${onInterface}) badge: String @a(STRUCTURE) }
  type Query { named: [Named] @a(STRUCTURE) }
  ${onTypes
    .map((group, index) => `type T${index} implements Named { name: String @a(${group}) badge: String @a(STRUCTURE) }`)
    .join('\n')}`;

const mayHave = (role: Role, group: FieldGroup) =>
  !isRefusedEverywhere(viewerOf(role, CLAIMS), { group, band: false, roles: undefined });
/** Every claim, so that only the role decides. */
const CLAIMS = {
  personId: '00000000-0000-8000-8000-000000000001',
  employerId: '00000000-0000-8000-8000-000000000002',
  sentraId: 'S-1',
  regionCodes: ['32'],
  programCodes: ['PKH'],
};

test('by the interface nobody has what any implementor keeps; by a fragment each has what its own type gives', async () => {
  const seen = { refused: 0, given: 0 };
  await fc.assert(
    fc.asyncProperty(anySchema, async (drawn) => {
      const { onInterface, onTypes, role } = drawn;
      const things = onTypes.map((_, index) => ({
        __typename: `T${index}`,
        name: `name ${index}`,
        badge: `b${index}`,
      }));
      // Composed without our checks, which would refuse the loose ones.
      const graph = narrowedGraph(
        [{ name: 'registry', typeDefs: typeDefs(drawn), resolvers: { Query: { named: () => things } } }],
        false,
      );
      const viewer = viewerOf(role, CLAIMS);
      const isOpen = [onInterface, ...onTypes].every((group) => mayHave(role, group));
      const whole = await graph.ask(viewer, '{ named { badge name } }');
      expect(whole.data).toEqual({ named: things.map(({ name, badge }) => ({ badge, name: isOpen ? name : null })) });
      expect(/\bname\b/.test(whole.sent.join())).toBe(isOpen);
      seen[isOpen ? 'given' : 'refused'] += 1;
      for (const [index, group] of onTypes.entries()) {
        const one = await graph.ask(viewer, `{ named { badge ... on T${index} { name } } }`);
        const { named } = one.data as { named: { name?: string | null }[] };
        expect(named[index]?.name).toBe(mayHave(role, group) ? `name ${index}` : null);
      }
    }),
    { seed: SEED, numRuns: 60 },
  );
  // Control: both ends were met.
  expect(seen.refused).toBeGreaterThan(10);
  expect(seen.given).toBeGreaterThan(3);
});

test('an interface that gives a role what an implementor keeps from it does not compose', () => {
  const seen = { refused: 0, composed: 0 };
  fc.assert(
    fc.property(anySchema, (drawn) => {
      const isLoose = ROLES.some(
        (role) => mayHave(role, drawn.onInterface) && drawn.onTypes.some((group) => !mayHave(role, group)),
      );
      const composing = () => composeSupergraph([{ name: 'registry', sdl: `${HEAD}\n${full(typeDefs(drawn))}` }]);
      if (isLoose) {
        seen.refused += 1;
        expect(composing).toThrow('answers with');
        return;
      }
      const isSame = drawn.onTypes.every((group) => group === drawn.onInterface);
      if (!isSame) return;
      seen.composed += 1;
      expect(composing()).toContain('interface Named');
    }),
    { seed: SEED, numRuns: 60, examples: [[{ onInterface: 'NAME', onTypes: ['NAME', 'NAME'], role: 'PUBLIC' }]] },
  );
  expect(seen.refused).toBeGreaterThan(10);
  expect(seen.composed).toBeGreaterThan(0);
});
