import { viewerOf } from '../../../test/support/platform';
import { CardDesk } from '../../../test/support/seekers';
import type { Viewer } from '../../../shared/viewer';
import { seekerId, seekersSql } from '../testing/seekers';

/** The catalogue: who is ready, counted by skill and regency in cells of ten or more, and to whom it is told. */
let desk: CardDesk;
beforeAll(async () => {
  desk = await CardDesk.open();
});
afterAll(() => desk.platform.stop());
beforeEach(() =>
  desk.sql(`DELETE FROM employers.card; DELETE FROM employers.cohort; DELETE FROM employers.job_seeker;
    DELETE FROM employers.skill_supply`),
);

const FEWEST = 10;
/** People from one number to another with a skill, in a regency. */
async function ready(from: number, to: number, skill: string, regency = '3273'): Promise<void> {
  await desk.sql(seekersSql(from, to));
  await desk.sql(
    `UPDATE employers.job_seeker SET skill_codes = ARRAY[$3], skill_levels = '{3}', regency_code = $4
     WHERE person_id BETWEEN $1 AND $2`,
    [seekerId(from), seekerId(to), skill, regency],
  );
}
const QUERY = `query ($within: ID!, $skill: String) { skillSupply(within: $within, skill: $skill) { skill people asOf region { code } } }`;
async function supply(viewer: Viewer, within = '32', skill?: string) {
  const { data, errors } = await desk.platform.ask<{
    skillSupply: readonly { skill: string; people: number; region: { code: string } }[] | null;
  }>(viewer, QUERY, { within, ...(skill !== undefined && { skill }) });
  return {
    cells: data?.skillSupply?.map(({ skill: code, people, region }) => `${code} ${region.code} ${people}`),
    codes: errors.map(({ extensions }) => extensions['code']),
  };
}
const OFFICER = viewerOf('SENTRA_OFFICER', { sentraId: 'S-001' });

test('a cell of ten is told and one of nine is not; others are rounded to five', async () => {
  await ready(1, FEWEST, 'JAHIT');
  await ready(11, 11 + FEWEST - 2, 'BARISTA');
  await ready(21, 37, 'ENTRI_DATA', '3204');
  await ready(41, 58, 'ENTRI_DATA', '3578');
  await desk.run();
  expect(await supply(OFFICER)).toEqual({ cells: ['ENTRI_DATA 3204 15', 'JAHIT 3273 10'], codes: [] });
  expect((await supply(OFFICER, 'ID', 'ENTRI_DATA')).cells).toEqual(['ENTRI_DATA 3204 15', 'ENTRI_DATA 3578 20']);
  expect((await supply(OFFICER, '3273')).cells).toEqual(['JAHIT 3273 10']);
  // Control: the tenth makes the cell, once a count is due.
  await ready(20, 20, 'BARISTA');
  await desk.sql('UPDATE employers.skill_supply SET as_of = as_of - 7');
  await desk.run();
  expect((await supply(OFFICER, '3273')).cells).toEqual(['BARISTA 3273 10', 'JAHIT 3273 10']);
  expect(await desk.sql('SELECT FROM employers.skill_supply WHERE people < 10')).toEqual([]);
});

test('who is not in the pool is not counted: not ready, no consent, under age, no place', async () => {
  await ready(1, 14, 'JAHIT');
  const without = [
    'is_ready = false',
    'has_consented = false',
    `adult_on = current_date + 30`,
    'consent_until = current_date - 2',
  ];
  for (const [index, set] of without.entries())
    await desk.sql(`UPDATE employers.job_seeker SET ${set} WHERE person_id = $1`, [seekerId(index + 1)]);
  await desk.run();
  expect((await supply(OFFICER)).cells).toEqual(['JAHIT 3273 10']);
  await desk.sql(`DELETE FROM employers.skill_supply`);
  await desk.sql('UPDATE employers.job_seeker SET regency_code = NULL WHERE person_id = $1', [seekerId(5)]);
  await desk.run();
  expect((await supply(OFFICER)).cells).toEqual([]);
});

test('a count stands for days, and changes only when as many as make a cell came or went', async () => {
  await ready(1, 12, 'JAHIT');
  await desk.run();
  const due = () => desk.sql('UPDATE employers.skill_supply SET as_of = as_of - 7');
  await ready(13, 31, 'JAHIT');
  await desk.run();
  // Not yet: it was counted today.
  expect((await supply(OFFICER)).cells).toEqual(['JAHIT 3273 10']);
  await due();
  await desk.sql(`DELETE FROM employers.job_seeker WHERE person_id > $1`, [seekerId(17)]);
  await desk.run();
  // Five more are no cell.
  expect((await supply(OFFICER)).cells).toEqual(['JAHIT 3273 10']);
  await ready(18, 21, 'JAHIT');
  await due();
  await desk.run();
  expect((await supply(OFFICER)).cells).toEqual(['JAHIT 3273 20']);
  // What falls below ten goes altogether.
  await desk.sql(`DELETE FROM employers.job_seeker WHERE person_id > $1`, [seekerId(9)]);
  await due();
  await desk.run();
  expect((await supply(OFFICER)).cells).toEqual([]);
});

describe('is told', () => {
  beforeEach(async () => {
    await ready(1, FEWEST, 'JAHIT');
    await desk.run();
  });
  const ONE = { cells: ['JAHIT 3273 10'], codes: [] };

  test('to officers, analysts and partners whose agreement on data is in force; to nobody else', async () => {
    for (const role of ['DINSOS', 'SUPERVISOR', 'PROGRAM_MANAGER', 'ANALYST'] as const)
      expect([role, await supply(viewerOf(role, { regionCodes: ['32'] }))]).toEqual([role, ONE]);
    expect(await supply(desk.recruiter())).toEqual(ONE);
    for (const role of ['PUBLIC', 'CITIZEN', 'PENDAMPING', 'FRONTEND', 'DPO', 'ADMIN'] as const) {
      const { cells, codes } = await supply(viewerOf(role, { regionCodes: ['32'] }));
      expect([role, cells, codes]).toEqual([role, undefined, ['FORBIDDEN']]);
    }
  });

  test('to no partner without one, nor to an account that was removed', async () => {
    const [partner] = desk.partners;
    const nothing = { cells: [], codes: [] };
    const without = async (table: string, set: string, back: string) => {
      await desk.sql(`UPDATE employers.${table} SET ${set} WHERE employer_id = $1`, [partner]);
      expect([set, await supply(desk.recruiter())]).toEqual([set, nothing]);
      await desk.sql(`UPDATE employers.${table} SET ${back} WHERE employer_id = $1`, [partner]);
      expect(await supply(desk.recruiter())).toEqual(ONE);
    };
    await without('agreement', 'ends_on = current_date - 2', 'ends_on = current_date + 100');
    await without('partner_user', `status = 'REMOVED'`, `status = 'ACTIVE'`);
  });

  test('of the whole country for one skill only, and of what is a region code', async () => {
    expect((await supply(OFFICER, 'ID')).codes).toEqual(['BAD_USER_INPUT']);
    expect((await supply(OFFICER, 'ID', 'JAHIT')).cells).toEqual(ONE.cells);
    expect((await supply(OFFICER, 'Bandung')).codes).toEqual(['FILTER_INVALID']);
  });
});
