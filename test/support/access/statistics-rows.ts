import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Client } from 'pg';
import { TABLE_READERS } from '../../../subgraphs/insights/citation/analyst';
import type { StoredContent } from '../../../subgraphs/insights/citation/stored-table';
import type { StoredRequest } from '../../../subgraphs/insights/table/request';
import { CALL_IDS } from './reach';
import type { Seeds } from './seeds';
import { insert } from './write-population';

const AT = '2026-09-01T00:00:00Z';

const REQUEST: StoredRequest = {
  cube: 'enrolments',
  by: ['PROVINCE'],
  measures: ['ENROLMENTS'],
  where: [{ dimension: 'PROGRAM', categories: ['PKH'] }],
  time: { grain: 'YEAR', window: { from: 202601, to: 202612 } },
  totals: 'NONE',
};

const CONTENT: StoredContent = {
  rows: [{ level: ['PROVINCE'], key: { PROVINCE: '32' }, values: { ENROLMENTS: { value: 40 } } }],
  suppressed: 2,
  snapshot: { version: 1, asOf: '2026-09-01', builtAt: AT, lagSeconds: 0 },
};

/** A table everybody who may has made, refused once, alerted of, and kept as a question of each. */
export async function plantStatistics(client: Client, seeds: Seeds): Promise<void> {
  const viewers = TABLE_READERS.map(seeds.viewer);
  const table_id = CALL_IDS.StatTable;
  const rows = `\\x${gzipSync(JSON.stringify(CONTENT)).toString('hex')}`;
  await insert(client, 'insights.stat_table', [
    { id: table_id, cube: REQUEST.cube, request: REQUEST, snapshot: 1, rows },
  ]);
  const audits = viewers.flatMap(({ subject: account, role }) =>
    [null, 'TABLE_TOO_SPARSE'].map((refusal) => ({ account, role, refusal })),
  );
  const asked = {
    purpose: 'EVALUASI',
    cube: REQUEST.cube,
    request: REQUEST,
    snapshot: 1,
    table_id,
    rows: 1,
    suppressed: 2,
  };
  await insert(
    client,
    'insights.table_audit',
    audits.map((audit) => ({ ...audit, ...asked, at: AT })),
  );
  const [first] = viewers;
  await insert(client, 'insights.table_alert', [
    { account: first?.subject, dimension: 'SEX', table_id, other_id: 'another', at: AT },
  ]);
  await insert(
    client,
    'insights.saved_question',
    viewers.map(({ subject, role, regionCodes, programCodes }, index) => ({
      id: index === 0 ? CALL_IDS.SavedQuestion : randomUUID(),
      ...{ account: subject, role, region_codes: regionCodes, program_codes: programCodes },
      ...{ name: 'Kepesertaan', cube: REQUEST.cube, request: REQUEST, saved_at: AT },
    })),
  );
}
