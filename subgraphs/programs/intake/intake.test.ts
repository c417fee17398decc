import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getParts } from '../../../platform/catalogue';
import { openSubgraph } from '../../../platform/subgraphs';
import type { RunningSubgraph } from '../../../platform/subgraphs';
import { createFieldCipher } from '../../../shared/database';
import { importFile } from '../../../shared/intake';
import { asAdmin, openEmptyDatabase } from '../../../test/support/database';
import type { TestDatabase } from '../../../test/support/database';
import { programsLayouts } from '../subgraph';

let database: TestDatabase;
let running: RunningSubgraph;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'programs-intake-'));
  database = await openEmptyDatabase();
  running = await openSubgraph(getParts('programs'), database.adminUrl, database.config);
});
/** Family K-1 with persons I-1 (pengurus), I-2, I-3; family K-2 with I-4, who is dead. */
beforeEach(async () => {
  await rows(`TRUNCATE family_ref, person_ref, enrolment, enrolment_component, payment, graduation, transition_event, outbox,
    import_run, quarantine`);
  await rows(`INSERT INTO family_ref SELECT gen_random_uuid(), 'K-' || n, '3204050001', 2, '{PKH}'
    FROM generate_series(1, 2) n`);
  await rows(`INSERT INTO person_ref SELECT gen_random_uuid(), 'I-' || n, f.id, '3204050001',
    CASE n WHEN 4 THEN 'MENINGGAL' ELSE 'PADAN' END
    FROM generate_series(1, 4) n JOIN family_ref f ON f.source_id = CASE n WHEN 4 THEN 'K-2' ELSE 'K-1' END`);
});
afterAll(async () => {
  await running.database.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

function rows<Row extends object>(sql: string): Promise<Row[]> {
  return asAdmin(async (client) => {
    await client.query('SET search_path = programs');
    return (await client.query<Row>(sql)).rows;
  }, database.adminUrl);
}

const HEADERS = {
  enrolments:
    'snapshot,idKepesertaan,idKeluarga,idPengurus,kodeProgram,status,alasan,tanggalMulai,tanggalSelesai,nomorKks',
  components: 'snapshot,idKepesertaan,idIndividu,komponen,mulai,selesai',
  payments: 'snapshot,idPembayaran,idKepesertaan,periode,nominal,status,alasan,penyalur,tanggalStatus',
} as const;

/** Imports rows that are written without their snapshot. */
async function bring(file: keyof typeof HEADERS, lines: readonly string[], snapshot = 'DTSEN-2026-TW3') {
  const source = join(folder, `${file}.csv`);
  const text = [HEADERS[file], ...lines.map((line) => `${snapshot},${line}`)].join('\n');
  await writeFile(source, text);
  const report = await importFile({
    source,
    layouts: programsLayouts,
    database: () => Promise.resolve({ ...running.database, close: () => Promise.resolve() }),
    cipher: createFieldCipher(database.config.keys),
  });
  const rules = report.quarantined.map(({ rule, rows: count }) => `${rule}:${count}`).join();
  return { accepted: report.accepted, changed: report.changed, rules };
}

const CARD = '0000000000001234';
const PKH = `P-1,K-1,I-1,PKH,AKTIF,,2018-08-23,,${CARD}`;
const SEMBAKO = `P-2,K-1,I-1,SEMBAKO,AKTIF,,2018-08-23,,${CARD}`;
const COMPONENTS = ['P-1,I-2,ANAK_SD,2024-07-14,', 'P-1,I-3,ANAK_SMP,2024-07-14,2026-06-30'];
const PAYMENTS = ['B-1,P-1,2026-T1,600000,WITHDRAWN,,BRI,2026-02-24', 'B-2,P-1,2026-T2,600000,SENT,,BRI,2026-05-24'];

const STATE = `SELECT 'e' AS t, xmin::text, to_jsonb(e) AS row FROM enrolment e
  UNION ALL SELECT 'c', xmin::text, to_jsonb(c) FROM enrolment_component c
  UNION ALL SELECT 'p', xmin::text, to_jsonb(p) FROM payment p
  UNION ALL SELECT 't', xmin::text, to_jsonb(t) FROM transition_event t
  UNION ALL SELECT 'q', xmin::text, to_jsonb(q) FROM quarantine q
  UNION ALL SELECT 'o', xmin::text, to_jsonb(o) FROM outbox o ORDER BY 1, 3`;

const everything = async () => [
  await bring('enrolments', [PKH, SEMBAKO, 'P-9,K-9,I-1,PKH,AKTIF,,2018-08-23,,']),
  await bring('components', COMPONENTS),
  await bring('payments', PAYMENTS),
];

describe('registry files', () => {
  test('are taken in whole, and the same files a second time change nothing', async () => {
    expect(await everything()).toEqual([
      { accepted: 2, changed: 2, rules: 'E1:1' },
      { accepted: 2, changed: 2, rules: '' },
      { accepted: 2, changed: 2, rules: '' },
    ]);
    expect(await rows('SELECT topic, count(*)::int AS n FROM outbox GROUP BY topic ORDER BY topic')).toEqual([
      { topic: 'component', n: 2 },
      { topic: 'enrolment', n: 2 },
      { topic: 'payment', n: 2 },
    ]);
    const before = await rows(STATE);
    expect((await everything()).map(({ changed }) => changed)).toEqual([0, 0, 0]);
    expect(await rows(STATE)).toEqual(before);
  });

  test('a card number is nowhere in plain text, and opens with the key', async () => {
    await everything();
    const [row] = await rows<{ sealed: string }>(`SELECT card_sealed AS sealed FROM enrolment WHERE source_id = 'P-1'`);
    expect(createFieldCipher(database.config.keys).open(row?.sealed ?? '')).toBe(CARD);
    expect(JSON.stringify(await rows(STATE))).not.toContain(CARD);
  });

  test.each([
    ['an unknown family', 'enrolments', 'P-1,K-9,I-1,PKH,AKTIF,,2018-08-23,,', 'E1:1'],
    ['an unknown pengurus', 'enrolments', 'P-1,K-1,I-9,PKH,AKTIF,,2018-08-23,,', 'E2:1'],
    ['an unknown program', 'enrolments', 'P-1,K-1,I-1,BLT,AKTIF,,2018-08-23,,', 'E3:1'],
    ['NONAKTIF without a reason', 'enrolments', 'P-1,K-1,I-1,PKH,NONAKTIF,,2018-08-23,,', 'E4:1'],
    ['a reason without NONAKTIF', 'enrolments', 'P-1,K-1,I-1,PKH,AKTIF,MOVED,2018-08-23,,', 'E4:1'],
    ['an end before the start', 'enrolments', 'P-1,K-1,I-1,PKH,AKTIF,,2018-08-23,2018-08-22,', 'E5:1'],
    ['a short card number', 'enrolments', 'P-1,K-1,I-1,PKH,AKTIF,,2018-08-23,,1234', 'E6:1'],
    ['a status that is none', 'enrolments', 'P-1,K-1,I-1,PKH,ACTIVE,,2018-08-23,,', 'C2:1'],
    ['no status', 'enrolments', 'P-1,K-1,I-1,PKH,,,2018-08-23,,', 'C1:1'],
    ['a component of an unknown enrolment', 'components', 'P-8,I-2,ANAK_SD,2024-07-14,', 'K1:1'],
    ['a component of an unknown person', 'components', 'P-5,I-9,ANAK_SD,2024-07-14,', 'K2:1'],
    ['a component of Sembako', 'components', 'P-6,I-2,ANAK_SD,2024-07-14,', 'K3:1'],
    ['a component that ends before it begins', 'components', 'P-5,I-2,ANAK_SD,2024-07-14,2024-07-13', 'K4:1'],
    ['a payment of an unknown enrolment', 'payments', 'B-1,P-8,2026-T1,600000,SENT,,BRI,2026-02-24', 'B1:1'],
    ['a stage of Sembako', 'payments', 'B-1,P-6,2026-T1,600000,SENT,,BRI,2026-02-24', 'B2:1'],
    ['a failure without a reason', 'payments', 'B-1,P-5,2026-T1,600000,FAILED,,BRI,2026-02-24', 'B3:1'],
    ['a period that is none', 'payments', 'B-1,P-5,2026-T5,600000,SENT,,BRI,2026-02-24', 'C2:1'],
  ] as const)('%s goes to quarantine', async (_, file, line, rule) => {
    await bring('enrolments', [PKH.replace('P-1', 'P-5'), SEMBAKO.replace('P-2', 'P-6')]);
    expect((await bring(file, [line])).rules).toBe(rule);
    expect(await rows('SELECT rule FROM quarantine')).toEqual([{ rule: rule.slice(0, 2) }]);
  });

  test('a payment goes forward between snapshots, and one that goes back is refused', async () => {
    await everything();
    const moved = [PAYMENTS[0]?.replace('WITHDRAWN', 'SENT') ?? '', PAYMENTS[1]?.replace('SENT', 'CREDITED') ?? ''];
    expect(await bring('payments', moved, 'DTSEN-2026-TW4')).toEqual({ accepted: 1, changed: 1, rules: 'B4:1' });
    expect(await rows('SELECT source_id AS id, status FROM payment ORDER BY 1')).toEqual([
      { id: 'B-1', status: 'WITHDRAWN' },
      { id: 'B-2', status: 'CREDITED' },
    ]);
  });
});

describe('the rule that stops aid, on imports', () => {
  const status = () => rows('SELECT status, reason FROM enrolment');

  test('an enrolment whose pengurus is known to be dead is suspended as it arrives, and stays so', async () => {
    const line = 'P-4,K-2,I-4,PKH,AKTIF,,2018-08-23,,';
    await bring('enrolments', [line]);
    expect(await status()).toEqual([{ status: 'SUSPENDED', reason: 'MANAGER_DECEASED' }]);
    const before = await rows(STATE);
    expect((await bring('enrolments', [line], 'DTSEN-2026-TW4')).changed).toBe(0);
    expect(await rows(STATE)).toEqual(before);
  });

  test('a component of a dead person stops as it arrives; the last one takes the enrolment along', async () => {
    await bring('enrolments', [PKH]);
    const line = 'P-1,I-4,LANJUT_USIA,2024-07-14,';
    await bring('components', [line]);
    expect(await rows('SELECT stop_reason FROM enrolment_component')).toEqual([{ stop_reason: 'DECEASED' }]);
    expect(await status()).toEqual([{ status: 'SUSPENDED', reason: 'NO_COMPONENT_LEFT' }]);
    expect((await bring('components', [line])).changed).toBe(0);
  });

  test('what the file says anew is taken over, with an event', async () => {
    await bring('enrolments', [PKH]);
    await bring('enrolments', [PKH.replace('AKTIF,', 'GRADUASI_MANDIRI,')], 'DTSEN-2026-TW4');
    expect(await status()).toEqual([{ status: 'GRADUATED_VOLUNTARILY', reason: null }]);
    expect(await rows('SELECT event, from_status, to_status, actor FROM transition_event')).toEqual([
      {
        event: 'REGISTRY_FILE',
        from_status: 'ACTIVE',
        to_status: 'GRADUATED_VOLUNTARILY',
        actor: 'system:import enrolments',
      },
    ]);
  });

  test('another change of the row does not lift a suspension', async () => {
    await bring('enrolments', ['P-4,K-2,I-4,PKH,AKTIF,,2018-08-23,,']);
    const { changed } = await bring('enrolments', ['P-4,K-2,I-4,PKH,AKTIF,,2018-08-24,,'], 'DTSEN-2026-TW4');
    expect(changed).toBe(1);
    expect(await status()).toEqual([{ status: 'SUSPENDED', reason: 'MANAGER_DECEASED' }]);
    expect(await rows('SELECT id FROM transition_event')).toHaveLength(1);
  });
});
