import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFieldCipher } from '../../../shared/database';
import { importFile } from '../../../shared/intake';
import { asAdmin } from '../../../test/support/database';
import { addFamilies } from '../../../test/support/people';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { requireFresh } from '../read-model';
import { programsLayouts, programsReadModels } from '../subgraph';

const FAMILIES = Array.from({ length: 50 }, (_, index) => `K-${index}`);
const DISTRICT = '320405';

let platform: TestPlatform;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'families-with-aid-'));
  platform = await startTestPlatform();
  const members = (key: string) => [{ key: `${key}-mother` }, { key: `${key}-child`, birthDate: '2016-05-01' }];
  await addFamilies(
    platform,
    FAMILIES.map((key) => ({ key, kpmFlags: ['PKH'], members: members(key) })),
  );
  await publishRegistry();
  await platform.relay.drain();
  await importAid();
});
afterAll(async () => {
  await platform.stop();
  await rm(folder, { recursive: true });
});

/** What the registry's own import writes into its outbox. */
function publishRegistry(): Promise<unknown> {
  return asAdmin(
    (client) =>
      client.query(`SET search_path = beneficiaries;
        INSERT INTO outbox (topic, entity_id, payload) SELECT 'family', id, jsonb_build_object('sourceId', source_id,
          'regionCode', region_code, 'desil', desil, 'kpmFlags', to_jsonb(kpm_flags)) FROM family;
        INSERT INTO outbox (topic, entity_id, payload) SELECT 'person', id, jsonb_build_object('sourceId', source_id,
          'familyId', family_id, 'regionCode', region_code, 'matchStatus', match_status) FROM person`),
    platform.database.adminUrl,
  );
}

async function importAid(): Promise<void> {
  const files = {
    enrolments: [
      'snapshot,idKepesertaan,idKeluarga,idPengurus,kodeProgram,status,alasan,tanggalMulai,tanggalSelesai,nomorKks',
      ...FAMILIES.map((key) => `DTSEN-2026-TW3,P-${key},${key},${key}-mother,PKH,AKTIF,,2020-01-15,,`),
    ],
    components: [
      'snapshot,idKepesertaan,idIndividu,komponen,mulai,selesai',
      ...FAMILIES.map((key) => `DTSEN-2026-TW3,P-${key},${key}-child,ANAK_SD,2022-07-14,`),
    ],
    payments: [
      'snapshot,idPembayaran,idKepesertaan,periode,nominal,status,alasan,penyalur,tanggalStatus',
      ...FAMILIES.flatMap((key) =>
        ['T1', 'T2', 'T3'].map(
          (stage) => `DTSEN-2026-TW3,B-${key}-${stage},P-${key},2026-${stage},225000,CREDITED,,BRI,2026-09-01`,
        ),
      ),
    ],
  };
  const { database } = platform.subgraph('programs');
  await requireFresh(database, programsReadModels);
  for (const [name, lines] of Object.entries(files)) {
    const source = join(folder, `${name}.csv`);
    await writeFile(source, lines.join('\n'));
    const report = await importFile({
      source,
      layouts: programsLayouts,
      database: () => Promise.resolve(database),
      cipher: createFieldCipher(platform.database.config.keys),
    });
    expect(report.quarantined).toEqual([]);
  }
}

const QUERY = `query ($first: Int!) {
  families(first: $first) { nodes {
    id fullAid: aidTotal(year: 2026) { received program { name } }
    members { fullName pkhComponents { component enrolment { status } } enrolments { id } }
    enrolments(programCode: "PKH") {
      status stageAmount(period: "2026-T3") manager { fullName } family { desil }
      payments(first: 2) { nodes { period amount status } totalCount { value } }
    }
  } }
}`;
interface Answered {
  readonly families: { readonly nodes: readonly { readonly members: object[]; readonly enrolments: object[] }[] };
}

test('fifty families with members, enrolments and payments cost the statements and fetches of one', async () => {
  const viewer = viewerOf('PENDAMPING', { regionCodes: [DISTRICT] });
  const one = await platform.ask<Answered>(viewer, QUERY, { first: 1 });
  const fifty = await platform.ask<Answered>(viewer, QUERY, { first: 50 });
  expect([...one.errors, ...fifty.errors]).toEqual([]);
  expect(fifty.data?.families.nodes).toHaveLength(50);
  expect(one.statements.length).toBeGreaterThan(3);
  expect(fifty.statements.length).toBe(one.statements.length);
  expect(fifty.fetches.length).toBe(one.fetches.length);
  for (const { members, enrolments } of fifty.data?.families.nodes ?? []) {
    expect(members).toHaveLength(2);
    expect(enrolments).toHaveLength(1);
    expect(enrolments[0]).toMatchObject({
      status: 'ACTIVE',
      stageAmount: 225_000,
      payments: { totalCount: { value: 3 } },
    });
  }
});
