import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { daysAfter, today } from '../../../shared/machine';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addAccounts } from '../../../test/support/partner-accounts';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { employerId, partnersSql } from '../testing/partners';

const recruiter = (number: number) =>
  viewerOf('PARTNER_RECRUITER', { subject: `recruiter of ${number}`, employerId: employerId(number) });
const [ours, theirs] = [recruiter(1), recruiter(2)];
const WAGE = 3_000_000;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await asAdmin(async (client) => {
    await client.query(partnersSql());
    await addAccounts(client, [ours, theirs]);
    await client.query(`UPDATE programs.umk SET amount = ${WAGE}`);
  }, platform.database.adminUrl);
  await platform.relay.drain();
});
afterAll(() => platform.stop());

/** What somebody writes into a cell instead of what fits. */
type Cells = Readonly<Record<string, string>>;
const FITS: Cells = {
  kodeLowongan: 'A-1',
  jabatan: 'Operator Jahit',
  kodeKbji: '8153',
  keterampilan: 'JAHIT:2|KERJA_TIM:1',
  kodeWilayah: '3204',
  modaKerja: 'ONSITE',
  jenisKontrak: 'PKWT',
  upahMinimum: String(WAGE),
  shift: '0',
  tuntutanFisik: 'FINE_MOTOR',
  akomodasi: 'JBI|RAMP_LIFT',
  khususDisabilitas: '1',
  kuota: '4',
  bukaSampai: daysAfter(today(), 40),
  sertifikat: 'C.141110.001.02',
  deskripsi: '"Menjahit, memotong dan ""obras"""',
};
const HEADER = Object.keys(FITS).join(',');
const file = (...rows: readonly Cells[]) =>
  [HEADER, ...rows.map((row) => Object.values({ ...FITS, ...row }).join(','))].join('\n');

interface Report {
  readonly read: number;
  readonly accepted: number;
  readonly changed: number;
  readonly rejected: readonly {
    readonly row: number;
    readonly code: string;
    readonly rule: string;
    readonly column: string;
  }[];
  readonly rejectsCsv: string;
}

let keys = 0;
async function upload(viewer: Viewer, csv: string, { mode = 'LAND', key = `upload-${keys++}` } = {}) {
  const { data, errors } = await platform.ask<{ uploadVacancies: Report | null }>(
    viewer,
    `mutation ($input: UploadVacanciesInput!) { uploadVacancies(input: $input) { read accepted changed
      rejected { row code rule column reason } rejectsCsv } }`,
    { input: { clientKey: key, csv, mode } },
  );
  return {
    report: data?.uploadVacancies ?? undefined,
    errors,
    codes: errors.map(({ extensions }) => extensions['code']),
  };
}

const sql = <Row extends object>(text: string): Promise<Row[]> =>
  asAdmin(async (client) => (await client.query<Row>(text)).rows, platform.database.adminUrl);
/** Everything an upload could have written. */
const effects = () =>
  sql(`SELECT (SELECT count(*)::int FROM employers.vacancy) AS vacancies, (SELECT sum(version)::int FROM employers.vacancy) AS versions,
    (SELECT count(*)::int FROM employers.transition_event) AS events, (SELECT count(*)::int FROM employers.client_key) AS keys,
    (SELECT count(*)::int FROM employers.outbox) AS notices`);
const held = (code: string) =>
  sql<{
    employer: string;
  }>(`SELECT v.employer_id AS employer, v.status, v.version, v.title, v.skill_codes, v.skill_levels, v.seats, v.description,
      v.accommodations_offered, v.reserved_for_disability, v.certificate_required,
      ARRAY(SELECT concat_ws(' ', event, from_status, to_status, actor_role) FROM employers.transition_event t
        WHERE t.entity_id = v.id ORDER BY t.id) AS events
    FROM employers.vacancy v WHERE v.code = '${code}' ORDER BY v.employer_id`);

describe('a file of vacancies', () => {
  test('lands what fits as drafts, with the event of whoever sent it, and returns the rest', async () => {
    const { report, errors } = await upload(ours, file({}, { kodeLowongan: 'A-2', kodeKbji: '81' }));
    expect(errors).toEqual([]);
    expect(report).toMatchObject({ read: 2, accepted: 1, changed: 1 });
    expect(report?.rejected).toEqual([
      { row: 3, code: 'A-2', rule: 'V2', column: 'kodeKbji', reason: 'an occupation (KBJI) has 4 digits' },
    ]);
    expect(report?.rejectsCsv).toBe(
      'row,identifier,field,rule,reason\n3,A-2,kodeKbji,V2,an occupation (KBJI) has 4 digits\n',
    );
    expect(await held('A-1')).toEqual([
      {
        ...{ employer: employerId(1), status: 'DRAFT', version: 1, title: 'Operator Jahit', seats: 4 },
        ...{ skill_codes: ['JAHIT', 'KERJA_TIM'], skill_levels: [2, 1], certificate_required: ['C.141110.001.02'] },
        ...{ accommodations_offered: ['JBI', 'RAMP_LIFT'], reserved_for_disability: true },
        description: 'Menjahit, memotong dan "obras"',
        events: ['DRAFT DRAFT PARTNER_RECRUITER'],
      },
    ]);
    expect(await held('A-2')).toEqual([]);
  });

  test('changes nothing when it comes again, and what it says otherwise is an edit', async () => {
    const before = await effects();
    expect((await upload(ours, file({}))).report).toMatchObject({ accepted: 1, changed: 0, rejected: [] });
    // Only the client's key is new.
    expect(await effects()).toEqual([{ ...before[0], keys: 2 }]);
    expect((await upload(ours, file({ kuota: '5' }))).report).toMatchObject({ accepted: 1, changed: 1 });
    expect(await held('A-1')).toMatchObject([
      { version: 2, seats: 5, events: ['DRAFT DRAFT PARTNER_RECRUITER', 'EDIT DRAFT DRAFT PARTNER_RECRUITER'] },
    ]);
  });

  test('under a key that was used before gets the first answer; with other rows it is refused', async () => {
    const [one, other] = [file({ kodeLowongan: 'K-1' }), file({ kodeLowongan: 'K-2' })];
    const first = await upload(ours, one, { key: 'the-same-key' });
    const before = await effects();
    expect(await upload(ours, one, { key: 'the-same-key' })).toEqual(first);
    expect((await upload(ours, other, { key: 'the-same-key' })).codes).toEqual(['IDEMPOTENCY_MISMATCH']);
    expect(await effects()).toEqual(before);
  });

  test('that is only checked writes nothing, and says the same as when it lands', async () => {
    const csv = file({ kodeLowongan: 'C-1' }, { kodeLowongan: 'C-2', kuota: '0' });
    const before = await effects();
    const checked = await upload(ours, csv, { mode: 'CHECK', key: 'checked-then-landed' });
    expect(checked.report).toMatchObject({
      accepted: 1,
      changed: 1,
      rejected: [{ row: 3, rule: 'C2', column: 'kuota' }],
    });
    expect(await effects()).toEqual(before);
    expect((await upload(ours, csv, { key: 'checked-then-landed' })).report).toEqual(checked.report);
    expect(await held('C-1')).toHaveLength(1);
  });

  test('knows nothing of codes of other partners: the same code is one of each, and tells nobody of the other', async () => {
    const csv = file({ kodeLowongan: 'SHARED-1' });
    const first = await upload(ours, csv);
    await sql(`UPDATE employers.vacancy SET status = 'CLOSED' WHERE code = 'SHARED-1'`);
    const second = await upload(theirs, csv);
    expect(second.report).toEqual(first.report);
    expect((await held('SHARED-1')).map(({ employer }) => employer)).toEqual([1, 2].map(employerId));
    const sourceId = file({ kodeLowongan: 'L-6' });
    expect((await upload(theirs, sourceId)).report).toMatchObject({ accepted: 1, changed: 1 });
    expect((await sql(`SELECT 1 FROM employers.vacancy WHERE source_id = 'L-6'`)).length).toBe(1);
  });

  test('leaves alone what is no draft any more: the same is fine, another thing is refused', async () => {
    const csv = file({ kodeLowongan: 'P-1' });
    await upload(ours, csv);
    await sql(`UPDATE employers.vacancy SET status = 'PUBLISHED' WHERE code = 'P-1'`);
    expect((await upload(ours, csv)).report).toMatchObject({ accepted: 1, changed: 0, rejected: [] });
    const other = await upload(ours, file({ kodeLowongan: 'P-1', kuota: '9' }));
    expect(other.report).toMatchObject({
      accepted: 0,
      rejected: [{ row: 2, code: 'P-1', rule: 'V9', column: 'kodeLowongan' }],
    });
    expect(await held('P-1')).toMatchObject([{ seats: 4, version: 1 }]);
  });

  test('of 2,000 rows lands in as many statements as one of a single row', async () => {
    const rows = (count: number, letter: string) =>
      file(...Array.from({ length: count }, (_, n) => ({ kodeLowongan: `${letter}-${n}`, deskripsi: '' })));
    const statements: string[] = [];
    const stop = platform.subgraph('employers').database.onStatement((text) => statements.push(text));
    await upload(ours, rows(1, 'ONE'));
    const few = statements.length;
    const { report } = await upload(ours, rows(2_000, 'MANY'));
    stop();
    expect(report).toMatchObject({ read: 2_000, accepted: 2_000, changed: 2_000 });
    expect(statements.length - few).toBe(few);
    const before = await effects();
    expect((await upload(ours, rows(2_001, 'MORE'))).codes).toEqual(['BAD_USER_INPUT']);
    expect(await effects()).toEqual(before);
  });

  test('killed before its notices are written has done nothing, and lands later', async () => {
    const csv = file({ kodeLowongan: 'DEAD-1' }, { kodeLowongan: 'DEAD-2' });
    const before = await effects();
    const call = () => upload(ours, csv, { key: 'killed-upload' });
    const cut = await asAdmin((client) => killedAtNotices(client, call), platform.database.adminUrl);
    expect(cut.errors).toHaveLength(1);
    expect(await effects()).toEqual(before);
    expect((await call()).report).toMatchObject({ changed: 2 });
  });
});

/** Runs an upload whose connection is cut when it wants to write. */
async function killedAtNotices<Result>(client: Client, call: () => Promise<Result>): Promise<Result> {
  const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
    AND query LIKE '%INSERT INTO outbox%' AND pid <> pg_backend_pid()`;
  await client.query('BEGIN; LOCK TABLE employers.outbox IN SHARE ROW EXCLUSIVE MODE');
  const answer = call();
  try {
    const isWaiting = async () => {
      await client.query('SELECT pg_stat_clear_snapshot()');
      return (await client.query(waiting)).rows.length > 0;
    };
    while (!(await isWaiting())) await sleep(10);
    await client.query(`SELECT pg_terminate_backend(pid) FROM (${waiting}) held`);
    return await answer;
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Units of the competency standards, as a cell of a list. */
const units = (count: number, level = '') =>
  Array.from({ length: count }, (_, n) => `C.1411${10 + n}.001.02${level}`).join('|');

describe('rules of its rows', () => {
  const nik = '3204050101900001';
  test.each<[string, string, Cells]>([
    ['C1', 'kodeLowongan', { kodeLowongan: '' }],
    ['C1', 'upahMinimum', { upahMinimum: '' }],
    ['C2', 'jenisKontrak', { jenisKontrak: 'HARIAN' }],
    ['C2', 'jabatan', { jabatan: 'x' }],
    ['C2', 'bukaSampai', { bukaSampai: '2027-02-30' }],
    ['C2', 'deskripsi', { deskripsi: 'x'.repeat(2_001) }],
    ['V2', 'kodeKbji', { kodeKbji: '81530' }],
    ['V3', 'keterampilan', { keterampilan: 'JAHIT:6' }],
    ['V4', 'kodeWilayah', { kodeWilayah: '32' }],
    ['V6', 'keterampilan', { keterampilan: 'TERBANG:1' }],
    ['V6', 'keterampilan', { keterampilan: 'JAHIT:1|JAHIT:2' }],
    ['V7', 'upahMinimum', { upahMinimum: String(WAGE - 1) }],
    ['V8', 'bukaSampai', { bukaSampai: daysAfter(today(), -1) }],
    ['V8', 'bukaSampai', { bukaSampai: daysAfter(today(), 367) }],
    ['V10', 'jabatan', { jabatan: `Penjahit ${nik}` }],
    ['V10', 'deskripsi', { deskripsi: '3204 0501 0190 0001' }],
    ['V11', 'kodeLowongan', { kodeLowongan: '=A1' }],
    ['V11', 'kodeLowongan', { kodeLowongan: nik }],
    ['V12', 'sertifikat', { sertifikat: 'SIM A' }],
    ['V13', 'keterampilan', { keterampilan: units(21, ':1') }],
    ['V13', 'sertifikat', { sertifikat: units(21) }],
  ])('%s blames %s for %p', async (rule, column, cells) => {
    const { report, errors } = await upload(ours, file({ kodeLowongan: 'R-1', ...cells }), { mode: 'CHECK' });
    expect(errors).toEqual([]);
    expect(report?.rejected).toMatchObject([{ row: 2, rule, column }]);
    // What may be a person's number is not told again.
    expect(JSON.stringify(report)).not.toContain(nik);
  });

  test('twenty skills and twenty certificates are fine, and one that is named twice counts once', async () => {
    const most = { keterampilan: units(20, ':1'), sertifikat: `${units(20)}|${units(1)}` };
    const { report } = await upload(ours, file({ kodeLowongan: 'R-4', ...most }), { mode: 'CHECK' });
    expect(report).toMatchObject({ accepted: 1, rejected: [] });
  });

  test('C3 takes the first row of a code; an apprentice and a unit as a skill are fine', async () => {
    const apprentice = { kodeLowongan: 'R-2', jenisKontrak: 'MAGANG', upahMinimum: '900000' };
    const unit = { kodeLowongan: 'R-3', keterampilan: 'TIK.OP01.003.01:3' };
    const { report } = await upload(ours, file(apprentice, unit, { kodeLowongan: 'R-2' }), { mode: 'CHECK' });
    expect(report).toMatchObject({
      accepted: 2,
      rejected: [{ row: 4, code: 'R-2', rule: 'C3', column: 'kodeLowongan' }],
    });
  });
});

describe('a file that is none', () => {
  const row = Object.values(FITS).join(',');
  test.each([
    ['LAYOUT_UNKNOWN', `nik,nama\n1,2`],
    [
      'COLUMN_MISSING',
      file({})
        .replace(',kuota', '')
        .replace(/,4,(?=\d{4}-)/, ','),
    ],
    ['COLUMN_UNKNOWN', `${HEADER},status\n${row},DRAFT`],
    ['COLUMN_DUPLICATE', `${HEADER},kuota\n${row},4`],
    ['ROW_RAGGED', `${HEADER}\n${row},more`],
    ['QUOTE_BROKEN', `${HEADER}\n"${row}`],
    ['FIELD_TOO_LARGE', `${HEADER}\n${'x'.repeat(65_537)}`],
    ['ENCODING_INVALID', file({ jabatan: 'Juru Masak \uFFFD' })],
    ['ENCODING_INVALID', file({ jabatan: 'Juru\u0000Masak' })],
    ['FILE_EMPTY', HEADER],
    ['FILE_EMPTY', ''],
  ])('is refused with %s', async (code, csv) => {
    const before = await effects();
    expect((await upload(ours, csv)).codes).toEqual([code]);
    expect(await effects()).toEqual(before);
  });

  test('is told what is wrong with it, and where', async () => {
    const told = async (csv: string) => (await upload(ours, csv)).errors[0]?.message;
    expect(await told(`${HEADER}\n${row}\n${row},more`)).toBe('Row 3 has 17 cells, the header has 16.');
    expect(await told(`${HEADER},status\n${row},DRAFT`)).toContain('does not know: status.');
  });

  test('control: the optional columns may be missing, and their order is free', async () => {
    const columns = Object.keys(FITS)
      .filter((column) => !['sertifikat', 'deskripsi'].includes(column))
      .reverse();
    const cells = columns.map((column) => (column === 'kodeLowongan' ? 'O-1' : FITS[column]));
    expect((await upload(ours, `\uFEFF${columns.join(',')}\r\n${cells.join(',')}\r\n`)).report).toMatchObject({
      changed: 1,
    });
  });
});

test('is for an active account of a partner only', async () => {
  const csv = file({ kodeLowongan: 'X-1' });
  const before = await effects();
  for (const role of ['PUBLIC', 'PROGRAM_MANAGER', 'PARTNER_ADMIN'] as const) {
    expect((await upload(viewerOf(role), csv)).report).toBeUndefined();
  }
  expect((await upload({ ...ours, subject: 'somebody else' }, csv)).codes).toEqual(['FORBIDDEN']);
  expect(await effects()).toEqual(before);
});
