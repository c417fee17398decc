import { ReviewQueue } from '../../subgraphs/beneficiaries/duplicate/duplicate.fixture';
import { CUBES } from '../../subgraphs/insights/cube/catalogue';
import { enrolments } from '../../subgraphs/insights/cube/enrolments.cube';
import { replayStar } from '../../subgraphs/insights/star/replay';
import { starId } from '../../subgraphs/insights/star/unit';
import { insightsReadModels } from '../../subgraphs/insights/subgraph';
import { CubeDesk } from '../support/cube-desk';
import { viewerOf } from '../support/platform';
import { RightDesk, dpo, secondDpo } from '../support/rights';
import { starState } from '../support/star-state';

/** Whoever is restricted, erased or merged into another record is in no cube, whatever any owner has told of them. */
let desk: CubeDesk;
let rights: RightDesk;
beforeAll(async () => {
  desk = await CubeDesk.ofNation();
  // Persons are named by their ids.
  rights = new RightDesk(desk.platform, { person: (id) => id, family: (id) => id });
}, 300_000);
afterAll(() => desk[Symbol.asyncDispose]());

const drain = () => desk.platform.relay.drain();
const OF_PERSONS = CUBES.filter(({ unit }) => unit === 'PERSON');

/** The cubes that count a person. */
async function cubesWith(id: string): Promise<string[]> {
  const each = OF_PERSONS.map((cube) => `SELECT '${cube.name}' AS name FROM (${desk.source(cube)}) c WHERE unit = $1`);
  const found = await desk.star<{ name: string }>(each.map((text) => `(${text} LIMIT 1)`).join(' UNION ALL '), [
    desk.personUnit(id),
  ]);
  return found.map(({ name }) => name).sort();
}

/** Of some persons the one that most cubes count, and which those are. */
async function mostCounted(ids: string): Promise<{ readonly id: string; readonly cubes: readonly string[] }> {
  const rows = await rights.sql(ids);
  let best = { id: '', cubes: [] as string[] };
  for (const row of rows) {
    const [id, cubes] = [String(row['id']), await cubesWith(String(row['id']))];
    if (cubes.length > best.cubes.length) best = { id, cubes };
  }
  return best;
}

const LIVING = 'p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL';

/** Told of by every owner. */
const EVERYWHERE = `SELECT p.id FROM beneficiaries.person p WHERE ${LIVING}
  AND EXISTS (SELECT FROM beneficiaries.consent c WHERE c.person_id = p.id)
  AND EXISTS (SELECT FROM sentra.service_case s WHERE s.person_id = p.id)
  AND EXISTS (SELECT FROM employers.referral r WHERE r.person_id = p.id)`;

test('a person whose record is restricted is in none, and in all of them again when that is lifted', async () => {
  const { id, cubes } = await mostCounted(`${EVERYWHERE} ORDER BY p.id LIMIT 12`);
  expect(cubes).toEqual(expect.arrayContaining(['cases', 'consents', 'persons', 'referrals', 'skills']));
  await rights.about('restrictProcessing', dpo, id);
  await drain();
  expect(await cubesWith(id)).toEqual([]);
  await rights.about('liftRestriction', dpo, id);
  await drain();
  expect(await cubesWith(id)).toEqual(cubes);
});

test('what a member carries who is restricted is not told of the family either', async () => {
  const [member] = await rights.sql(`SELECT p.id, p.family_id AS family FROM beneficiaries.person p
    JOIN programs.enrolment_component c ON c.person_id = p.id JOIN programs.enrolment e ON e.id = c.enrolment_id
    WHERE ${LIVING} AND e.program_code = 'PKH' AND e.status = 'ACTIVE' AND c.file_ended_on IS NULL AND c.stopped_on IS NULL
    ORDER BY p.id LIMIT 1`);
  const keys = desk.platform.subgraph('insights').database.recordKeys;
  const unit = starId(keys, 'family', String(member?.['family']));
  const carried = async () => {
    const [found] = await desk.star<{ carried: string }>(
      `SELECT components_carried AS carried FROM (${desk.source(enrolments)}) c WHERE unit = $1 AND program = 'PKH'`,
      [unit],
    );
    return Number(found?.carried);
  };
  const before = await carried();
  await rights.about('restrictProcessing', dpo, String(member?.['id']));
  await drain();
  expect([before > 0, await carried()]).toEqual([true, before - 1]);
});

test('a record that was merged into another is in none, and the one that was kept stays', async () => {
  const steward = viewerOf('DATA_STEWARD', { regionCodes: ['ID'] });
  const registry = desk.platform.subgraph('beneficiaries');
  const queue = new ReviewQueue((request, viewer) => registry.subgraph.execute(request, viewer), steward);
  const candidate = (await queue.list(steward, { status: { in: ['OPEN'] } })).find(({ left, right }) => left && right);
  const [kept, gone] = [candidate?.left?.id ?? '', candidate?.right?.id ?? ''];
  if (!candidate) throw new Error('no candidates');
  const before = await cubesWith(gone);
  await queue.merged(await queue.decided(candidate), kept);
  await drain();
  expect(before).toContain('persons');
  expect(await cubesWith(gone)).toEqual([]);
  expect(await cubesWith(kept)).toContain('persons');
});

test('a person who is erased is in none, nothing of them is left to be told, and a replay brings nothing back', async () => {
  const { id, cubes } = await mostCounted(`${EVERYWHERE} AND EXISTS (SELECT FROM beneficiaries.family f
    WHERE f.id = p.family_id AND f.kpm_flags = '{}') ORDER BY p.id LIMIT 12`);
  expect(cubes).toEqual(expect.arrayContaining(['cases', 'consents', 'persons', 'referrals']));
  const told = () =>
    rights.sql(
      `SELECT o.topic, count(*)::int AS told FROM beneficiaries.outbox o WHERE o.payload -> 'statistics' <> 'null'
         AND (o.entity_id = $1 OR o.payload ->> 'personId' = $1::text) GROUP BY 1 ORDER BY 1`,
      [id],
    );
  const written = async (table: string) =>
    (await desk.star(`SELECT FROM ${table} WHERE person = $1`, [desk.personUnit(id)])).length;
  expect((await told()).map(({ topic }) => topic)).toEqual(['consent', 'person']);
  expect(await written('consent')).toBeGreaterThan(0);

  const proposal = await rights.about('proposeErasure', dpo, id);
  expect(await rights.erase(secondDpo, String(proposal['id']))).toMatchObject({ personId: id });
  await drain();
  expect(await cubesWith(id)).toEqual([]);
  expect(await told()).toEqual([]);
  expect([await written('consent'), await written('change_request')]).toEqual([0, 0]);

  const live = await starState(desk.platform);
  await replayStar(desk.platform.subgraph('insights').database, insightsReadModels, drain);
  expect(await starState(desk.platform)).toEqual(live);
}, 120_000);
