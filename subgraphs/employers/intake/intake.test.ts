import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFieldCipher } from '../../../shared/database';
import { importFile } from '../../../shared/intake';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { employersLayouts } from '../subgraph';

const EMPLOYERS = `snapshot,idPemberiKerja,nama,tipe,nib,sektorKbli,jumlahPekerja,jumlahPekerjaDisabilitas,periodeLaporan,kodeWilayah,status
DTSEN-2026-TW3,E-1,BUMN Contoh,BUMN,0000001007919,C,4200,12,2026-S1,1303|3204,ACTIVE
DTSEN-2026-TW3,E-2,Swasta Contoh,SWASTA,123,C,40,1,2026-S1,3204,ACTIVE
DTSEN-2026-TW3,E-3,Swasta Lain,SWASTA,0000001007920,C,40,41,2026-S1,3204,ACTIVE
`;
const VACANCIES = `snapshot,idLowongan,idPemberiKerja,jabatan,kodeKbji,keterampilan,kodeWilayah,modaKerja,jenisKontrak,upahMinimum,shift,tuntutanFisik,akomodasi,khususDisabilitas,kuota,bukaSampai,status
DTSEN-2026-TW3,L-1,E-1,Pengemas,9321,PENGEMASAN:3|SABLON:1,3204,ONSITE,PKWT,1800000,0,STANDING,JBI,0,2,2027-11-10,PUBLISHED
DTSEN-2026-TW3,L-2,E-9,Pengemas,9321,,3204,ONSITE,PKWT,1800000,0,,,0,2,2027-11-10,PUBLISHED
DTSEN-2026-TW3,L-3,E-1,Pengemas,9321,PENGEMASAN:9,3204,ONSITE,PKWT,1800000,0,,,0,2,2027-11-10,PUBLISHED
`;

let platform: TestPlatform;
let folder: string;
beforeAll(async () => {
  platform = await startTestPlatform();
  folder = await mkdtemp(join(tmpdir(), 'berdaya-employers-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await platform.stop();
});

async function take(text: string) {
  const source = join(folder, 'file.csv');
  await writeFile(source, text);
  const { database } = platform.subgraph('employers');
  const cipher = createFieldCipher(platform.database.config.keys);
  return importFile({ source, layouts: employersLayouts, database: async () => database, cipher });
}
const outboxRows = () =>
  asAdmin(async (client) => {
    const query = 'SELECT topic, count(*)::int AS n FROM employers.outbox GROUP BY 1 ORDER BY 1';
    return (await client.query<{ topic: string; n: number }>(query)).rows;
  }, platform.database.adminUrl);
const rulesOf = (report: Awaited<ReturnType<typeof take>>) => report.quarantined.map(({ rule, rows }) => [rule, rows]);

test('partners and vacancies arrive, broken rows are named by rule, a second time changes nothing', async () => {
  const first = await take(EMPLOYERS);
  expect(first).toMatchObject({ read: 3, accepted: 1, changed: 1 });
  expect(rulesOf(first)).toEqual([
    ['P1', 1],
    ['P2', 1],
  ]);
  const vacancies = await take(VACANCIES);
  expect(vacancies).toMatchObject({ read: 3, accepted: 1, changed: 1 });
  expect(rulesOf(vacancies)).toEqual([
    ['V1', 1],
    ['V3', 1],
  ]);
  expect((await take(EMPLOYERS)).changed).toBe(0);
  expect((await take(VACANCIES)).changed).toBe(0);
  const answer = await platform.ask(
    viewerOf('PUBLIC'),
    '{ vacancies { nodes { title employer { name } skills { code level } } } }',
  );
  expect(answer.data).toEqual({
    vacancies: {
      nodes: [
        {
          title: 'Pengemas',
          employer: { name: 'BUMN Contoh' },
          skills: [
            { code: 'PENGEMASAN', level: 3 },
            { code: 'SABLON', level: 1 },
          ],
        },
      ],
    },
  });
});

test('what changed is published once', async () => {
  await take(EMPLOYERS.replace('4200,12', '4200,13'));
  expect(await outboxRows()).toEqual([
    { topic: 'employer', n: 2 },
    { topic: 'vacancy', n: 1 },
  ]);
});

test('a status that cannot follow the one the registry holds is kept out', async () => {
  const ended = await take(VACANCIES.replace('2027-11-10,PUBLISHED', '2027-11-10,FILLED'));
  expect(ended).toMatchObject({ accepted: 1, changed: 1 });
  expect(rulesOf(await take(VACANCIES))).toContainEqual(['V5', 1]);
  expect(rulesOf(await take(EMPLOYERS.replace('1303|3204,ACTIVE', '1303|3204,APPLIED')))).toContainEqual(['P5', 1]);
  const still = await platform.ask(
    viewerOf('PROGRAM_MANAGER'),
    '{ vacancies { nodes { status employer { status } } } }',
  );
  expect(still.data).toEqual({ vacancies: { nodes: [{ status: 'FILLED', employer: { status: 'ACTIVE' } }] } });
});

test('the next snapshot changes what differs and nothing else, whatever the order of lists', async () => {
  const next = (text: string) => text.replaceAll('2026-TW3', '2026-TW4');
  const before = await outboxRows();
  expect((await take(next(EMPLOYERS).replace('1303|3204', '3204|1303').replace('4200,12', '4200,13'))).changed).toBe(0);
  expect((await take(next(VACANCIES).replace('10,PUBLISHED', '10,FILLED'))).changed).toBe(0);
  expect(await outboxRows()).toEqual(before);
});

test('head counts come whole or not at all', async () => {
  const next = EMPLOYERS.replaceAll('2026-TW3', '2026-TW4');
  expect(rulesOf(await take(next.replace('4200,12,2026-S1', '4200,,2026-S1')))).toContainEqual(['P4', 1]);
  expect(rulesOf(await take(next.replace('4200,12,2026-S1', '4200,12,')))).toContainEqual(['P4', 1]);
  expect((await take(next.replace('4200,12,2026-S1', ',,'))).accepted).toBe(1);
});

test('a vacancy of the registry asks for no more skills than one that is written here', async () => {
  const asking = (count: number) =>
    VACANCIES.replaceAll('2026-TW3', '2026-TW4')
      .replaceAll('10,PUBLISHED', '10,FILLED')
      .replace('PENGEMASAN:3|SABLON:1', Array.from({ length: count }, (_, n) => `JAHIT_${n}:1`).join('|'));
  expect(rulesOf(await take(asking(21)))).toContainEqual(['V13', 1]);
  expect((await take(asking(20))).changed).toBe(1);
});
