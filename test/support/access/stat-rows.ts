import { getCube } from '../../../subgraphs/insights/cube/catalogue';
import { tableId } from '../../../subgraphs/insights/table/request';
import type { ProtectedTable } from '../../../subgraphs/insights/table/table';
import { readRequest } from '../../../subgraphs/insights/table/validate';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../database';
import { plantTable } from '../exports';
import type { TestPlatform } from '../platform';
import { insert } from './write-population';

const REQUEST = readRequest(getCube('cases'), {
  by: ['PROVINCE', 'PERIOD'],
  measures: ['READY'],
  where: { SEX: ['FEMALE'] },
  time: { from: '2026-01', to: '2026-06', grain: 'QUARTER' },
  totals: 'NONE',
});

/** A table as it was published; it was never counted. */
export const SEEDED_TABLE: ProtectedTable = {
  id: tableId(REQUEST, '1'),
  request: REQUEST,
  snapshot: { version: 1, asOf: '2026-09-01', builtAt: '2026-09-01T20:00:00Z', lagSeconds: 0 },
  rows: [{ level: REQUEST.by, key: { PROVINCE: '32', PERIOD: 20261 }, values: { READY: { value: 40 } } }],
  suppressed: 3,
};

/** What is kept of tables, of each of some accounts: a table, a question, a refusal; and an alert. */
export async function plantStatistics(platform: TestPlatform, viewers: readonly Viewer[]): Promise<void> {
  for (const viewer of viewers) await plantTable(platform, viewer, SEEDED_TABLE);
  const { cube, ...request } = REQUEST;
  const stored = { cube: cube.name, ...request };
  await asAdmin(async (client) => {
    await insert(
      client,
      'insights.saved_question',
      viewers.map(({ subject, role, regionCodes, programCodes }) => ({
        ...{ account: subject, role, region_codes: regionCodes, program_codes: programCodes },
        ...{ name: 'Siap kerja', cube: stored.cube, request: stored },
      })),
    );
    await insert(
      client,
      'insights.table_audit',
      viewers.map(({ subject, role }) => ({
        ...{ account: subject, role, purpose: 'EVALUASI', cube: stored.cube, request: stored, snapshot: 1 },
        ...{ table_id: 'refused', rows: 0, suppressed: 0, refusal: 'TABLE_TOO_SPARSE' },
      })),
    );
    await insert(client, 'insights.table_alert', [
      { account: 'an account', dimension: 'SEX', table_id: SEEDED_TABLE.id, other_id: 'another' },
    ]);
  }, platform.database.adminUrl);
}
