import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { addFamilies } from '../../../test/support/people';
import { DATA_CLASSES } from './data-class';
import { runRetention } from './retention';
import type { RetentionCount } from './retention';
import { RightDesk } from '../../../test/support/rights';

let platform: TestPlatform;
let desk: RightDesk;
const IDLE = 7;
beforeEach(async () => {
  platform = await startTestPlatform();
  const people = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({
      key: `${prefix}-${n}`,
      birthDate: '1980-03-04',
      disabilities: ['FISIK'],
    }));
  const ids = await addFamilies(platform, [
    { key: 'idle', members: people('idle', IDLE) },
    { key: 'served', kpmFlags: ['PKH'], members: people('served', 2) },
    { key: 'fresh', members: people('fresh', 2) },
    { key: 'restricted', members: people('restricted', 1) },
  ]);
  desk = new RightDesk(platform, ids);
  await desk.sql(
    `UPDATE beneficiaries.person SET confirmed_on = current_date - interval '61 months' WHERE source_id !~ 'fresh'`,
  );
  await desk.sql(`UPDATE beneficiaries.person SET restricted_at = now() WHERE source_id ~ 'restricted'`);
});
afterEach(() => platform.stop());

const run = (mode: 'DRY_RUN' | 'APPLY', batch?: number) =>
  runRetention(platform.subgraph('beneficiaries').database, mode, batch);
const rowsOf = (counts: readonly RetentionCount[], subject: string) =>
  Object.fromEntries(counts.filter((one) => one.subject === subject).map((one) => [one.class, one.rows]));
const persons = () => desk.sql('SELECT to_jsonb(p) AS row FROM beneficiaries.person p ORDER BY id');
const named = async () => {
  const [row] = await desk.sql(`SELECT count(*)::int AS count FROM beneficiaries.person WHERE full_name <> '-'`);
  return row?.['count'];
};
const everyClass = (rows: number) => Object.fromEntries(DATA_CLASSES.map((name) => [name, rows]));

test('a dry run counts and changes nothing but its report', async () => {
  const before = await persons();
  const counts = await run('DRY_RUN');
  expect(rowsOf(counts, 'INACTIVE_PERSON')).toEqual({ ...everyClass(IDLE), SOCIAL: 0 });
  expect(await persons()).toEqual(before);
  const [stored] = await desk.sql('SELECT mode, report FROM beneficiaries.retention_run');
  expect(stored).toEqual({ mode: 'DRY_RUN', report: counts });
  expect(await desk.events()).toEqual([]);
});

test('what is due is erased class by class, in batches; who is served, confirmed or restricted stays', async () => {
  const before = await persons();
  const counts = await run('APPLY', 3);
  expect(rowsOf(counts, 'INACTIVE_PERSON')).toEqual({ ...everyClass(IDLE), SOCIAL: 0 });
  expect(await named()).toBe(5);
  const after = await persons();
  const changed = after.filter((row, index) => JSON.stringify(row) !== JSON.stringify(before[index]));
  expect(changed).toHaveLength(IDLE);
  for (const { row } of changed) {
    expect(row).toMatchObject({
      ...{ nik_sealed: null, nik_index: null, full_name: '-', search_name: '', birth_date: '1980-01-01' },
      ...{ address: null, phone: null, disabilities: [], erased_at: null, region_code: '3204052001', sex: 'FEMALE' },
    });
  }
  // Five classes had something to erase; each left an event for each person.
  expect(await desk.events()).toHaveLength(IDLE * 5);
  expect(JSON.stringify(counts)).not.toMatch(/Warga|idle/);
  // Again: nothing is due any more.
  expect(rowsOf(await run('APPLY'), 'INACTIVE_PERSON')).toEqual(everyClass(0));
});

test('a run that is cut off goes on where it stopped', async () => {
  const { database } = platform.subgraph('beneficiaries');
  let names = 0;
  const broken = {
    ...database,
    bulk: ((actor, work) =>
      database.bulk(actor, (connection) => {
        const cut = new Proxy(connection, {
          get(target, key) {
            if (key !== 'query') return Reflect.get(target, key) as unknown;
            return (text: string, values?: unknown[]) => {
              if (text.includes("full_name = '-'") && (names += 1) === 2) throw new Error('the plug was pulled');
              return target.query(text, values);
            };
          },
        });
        return work(cut);
      })) as typeof database.bulk,
  };
  await expect(runRetention(broken, 'APPLY', 3)).rejects.toThrow('the plug was pulled');
  expect(await named()).toBe(12 - 3);
  await run('APPLY', 3);
  expect(await named()).toBe(5);
  const [events] = await desk.sql(`SELECT count(*)::int AS names FROM beneficiaries.right_event WHERE detail = 'NAME'`);
  expect(events).toEqual({ names: IDLE });
});

test('a rule with a later beginning replaces the one before it, once it has begun', async () => {
  const rule = (months: number, from: string) =>
    desk.sql(
      `INSERT INTO beneficiaries.retention_rule VALUES ('INACTIVE_PERSON', 'NAME', $1, 'a decision of the minister', current_date + $2::interval)`,
      [months, from],
    );
  await rule(72, '1 day');
  expect(rowsOf(await run('DRY_RUN'), 'INACTIVE_PERSON')['NAME']).toBe(IDLE);
  await rule(72, '0 days');
  expect(rowsOf(await run('DRY_RUN'), 'INACTIVE_PERSON')['NAME']).toBe(0);
  expect(rowsOf(await run('DRY_RUN'), 'INACTIVE_PERSON')['HEALTH']).toBe(IDLE);
});

test('merged records and rejected rows end with their own periods; younger ones stay', async () => {
  const merge = (person: string, months: number) =>
    desk.sql(
      `WITH gone AS (UPDATE beneficiaries.person SET merged_into = $1 WHERE id = $2 RETURNING id)
       INSERT INTO beneficiaries.merge_log (candidate_id, kept_id, merged_id, before_image, after_image, merged_by, merged_by_role, merged_at)
       SELECT gen_random_uuid(), $1, id, '{}', '{}', 'steward', 'DATA_STEWARD', now() - make_interval(months => $3) FROM gone`,
      [desk.ids.person('fresh-0'), desk.ids.person(person), months],
    );
  await merge('served-0', 13);
  await merge('served-1', 11);
  await desk.sql(
    `INSERT INTO beneficiaries.quarantine (layout, fingerprint, run_id, snapshot, row_number, identifier, rule, field, reason, row_sealed, rejected_at)
     SELECT 'persons', 'f' || n, gen_random_uuid(), 'S', n, '****', 'N1', 'nik', 'broken', 'x', now() - make_interval(months => n)
     FROM unnest(ARRAY[11, 13, 14]) n`,
  );
  const counts = await run('APPLY');
  expect(rowsOf(counts, 'MERGED_RECORD')).toEqual({ HEALTH: 1, CONTACT: 1, NAME: 1, BIRTH_DATE: 1 });
  expect(rowsOf(counts, 'QUARANTINE')).toEqual({ ROW: 2 });
  expect(await desk.sql('SELECT fingerprint FROM beneficiaries.quarantine')).toEqual([{ fingerprint: 'f11' }]);
  const [row] = await desk.sql('SELECT full_name, nik_index IS NULL AS freed FROM beneficiaries.person WHERE id = $1', [
    desk.ids.person('served-0'),
  ]);
  // The hidden record keeps its NIK, so that nobody claims it unseen.
  expect(row).toEqual({ full_name: '-', freed: false });
});

test('every class of data has an end for persons who are no longer served', async () => {
  expect(Object.keys(rowsOf(await run('DRY_RUN'), 'INACTIVE_PERSON')).sort()).toEqual([...DATA_CLASSES].sort());
});
