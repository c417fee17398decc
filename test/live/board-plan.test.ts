import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { roleName, roleUrl } from '../../platform/database/roles';
import { viewerSettings } from '../../shared/database';
import type { Viewer } from '../../shared/viewer';
import { boardScope } from '../../subgraphs/employers/board/board.access';
import { boardStatement } from '../../subgraphs/employers/board/board.loader';
import { referralFact } from '../../subgraphs/employers/referral/referral';
import { BoardDesk } from '../support/board-desk';

/** A board is asked every 30 s for as long as it is open: it must read what is its own and new, and nothing else. */
const PARTNERS = 100;
let desk: BoardDesk;
let app: Client;
beforeAll(async () => {
  desk = await BoardDesk.open({ partners: PARTNERS });
  await desk.platform.relay.stop();
  await desk.sql(`
    INSERT INTO referral (person_id, case_id, centre_id, employer_id, vacancy_id, region_code, status, referred_on)
      SELECT gen_random_uuid(), gen_random_uuid(), 'S-' || n % 30, v.employer_id, v.id, '3204', 'REFERRED', current_date
      FROM vacancy v, generate_series(1, 50) n;
    INSERT INTO outbox (topic, entity_id, payload)
      SELECT 'referral', f.id, ${referralFact('f')} FROM referral f, generate_series(1, 4);
    ANALYZE referral, outbox, employer, vacancy, agreement, partner_user`);
  const { adminUrl, config } = desk.platform.database;
  app = new Client({ connectionString: roleUrl(adminUrl, roleName('employers', 'app'), config) });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await desk[Symbol.asyncDispose]();
});

/** The plan that serves whatever values come, under a viewer's policies. */
async function planOf(viewer: Viewer): Promise<string> {
  const { text } = boardStatement(viewer, boardScope(viewer), { horizon: '9', place: ['1', '1'], limit: 51 });
  await app.query(`BEGIN; ${viewerSettings(viewer, 'demo')}`);
  const { rows } = await app.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN) ${text}`);
  await app.query('ROLLBACK');
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.each([
  ['a partner', () => desk.recruiter(7), 'outbox_employer', 'employer_id'],
  ['a centre', () => desk.officer(3), 'outbox_centre', 'centre_id'],
  ['a person', () => desk.citizen(randomUUID()), 'outbox_person', 'person_id'],
])('%s reads a range of the own index, in order', async (_, viewer, index, column) => {
  const plan = await planOf(viewer());
  expect(plan).toMatch(new RegExp(`Index Scan using ${index} on outbox o`));
  expect(plan).toMatch(new RegExp(`Index Cond: \\(\\(${column} = .*\\) AND \\(ROW\\(transaction, id\\) > ROW`));
  // The page is cut off before anything behind it is looked at, so nothing sorts the rest.
  expect(plan).not.toContain('Seq Scan on outbox');
  expect(plan).not.toContain('Seq Scan on referral');
});
