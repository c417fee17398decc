import { asAdmin } from '../../../test/support/database';
import { addRegions } from '../../../test/support/people';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';

let platform: TestPlatform;

interface Counts {
  readonly persons: number;
  readonly snapshot?: string;
  readonly families?: number;
  readonly matched?: number;
  readonly duplicates?: number;
  readonly deceased?: number;
  readonly complete?: number;
  readonly age?: number;
  readonly score?: number;
}

const DISTRICTS: Readonly<Record<string, Counts>> = {
  '320405': {
    persons: 400,
    families: 100,
    matched: 352,
    duplicates: 12,
    deceased: 9,
    complete: 400,
    age: 100,
    score: 90,
  },
  '320406': { persons: 100, families: 50, matched: 100, deceased: 0, complete: 50, age: 50, score: 60 },
  '320501': { persons: 9, families: 3, matched: 9, complete: 9, score: 50 },
  // Of another province whose code sorts right behind.
  '330101': { persons: 1000, families: 300, matched: 500, complete: 500, score: 10 },
};

beforeAll(async () => {
  platform = await startTestPlatform();
  await addRegions(platform);
  await asAdmin(async (client) => {
    const add = (code: string, counts: Counts) =>
      client.query(`INSERT INTO beneficiaries.district_integrity VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [
        ...[code, counts.snapshot ?? 'DTSEN-2026-TW3', counts.families, counts.persons, counts.matched ?? 0],
        ...[counts.duplicates ?? 0, counts.deceased ?? 0, counts.complete ?? 0, counts.age ?? 0, counts.score],
      ]);
    for (const [code, counts] of Object.entries(DISTRICTS)) await add(code, counts);
    await add('320405', {
      snapshot: 'DTSEN-2026-TW2',
      persons: 300,
      families: 90,
      matched: 150,
      complete: 30,
      score: 70,
    });
    await client.query(`INSERT INTO beneficiaries.region (code, level, name, parent_code, valid_from)
      VALUES ('320501', 'DISTRICT', 'Garut Kota', '3205', '2025-01-01')`);
  }, platform.database.adminUrl);
});
afterAll(() => platform.stop());

const FIELDS = `snapshot persons families matchedPercent duplicatePercent deceasedPercent completePercent score
  medianAgeDays suppressed`;
const PUBLIC = viewerOf('PUBLIC');
const integrityOf = async (code: string, snapshot?: string) => {
  const at = snapshot === undefined ? '' : `(snapshot: "${snapshot}")`;
  const answer = await platform.ask<{ region: { integrity: unknown } }>(
    PUBLIC,
    `{ region(code: "${code}") { integrity${at} { ${FIELDS} } } }`,
  );
  expect(answer.errors).toEqual([]);
  return answer.data?.region.integrity;
};

test('a district, to anybody, without what tells of fewer than ten', async () => {
  expect(await integrityOf('320405')).toEqual({
    snapshot: 'DTSEN-2026-TW3',
    persons: 400,
    families: 100,
    matchedPercent: 87.5,
    duplicatePercent: 2.5,
    deceasedPercent: null,
    completePercent: 100,
    score: 90,
    medianAgeDays: 100,
    suppressed: true,
  });
});

test('a regency and a province are the sum of their districts, and nothing of the neighbours', async () => {
  const sums = { persons: 500, families: 150, matchedPercent: 90, completePercent: 90, score: 80, medianAgeDays: 90 };
  expect(await integrityOf('3204')).toMatchObject(sums);
  expect(await integrityOf('32')).toMatchObject({ persons: 510, families: 155, score: 79 });
});

test('a place of nine persons has no figures, and says so', async () => {
  expect(await integrityOf('320501')).toEqual({
    snapshot: 'DTSEN-2026-TW3',
    persons: null,
    families: null,
    matchedPercent: null,
    duplicatePercent: null,
    deceasedPercent: null,
    completePercent: null,
    score: null,
    medianAgeDays: null,
    suppressed: true,
  });
});

test('a village has none, though it lies in a district that has some', async () => {
  expect(await integrityOf('3204052001')).toBeNull();
});

test('an earlier snapshot by its name; none of an unknown one', async () => {
  expect(await integrityOf('320405', 'DTSEN-2026-TW2')).toMatchObject({ persons: 300, matchedPercent: 50, score: 70 });
  expect(await integrityOf('3204', 'DTSEN-2026-TW2')).toMatchObject({ persons: 300 });
  expect(await integrityOf('320405', 'DTSEN-2020-TW1')).toBeNull();
});

test('many places cost as many statements as one', async () => {
  const all = `{ regions(first: 50) { nodes { code integrity { ${FIELDS} } } } }`;
  const one = all.replace('first: 50', 'first: 1');
  const [many, few] = [
    await platform.ask<{ regions: { nodes: object[] } }>(PUBLIC, all),
    await platform.ask(PUBLIC, one),
  ];
  expect(many.data?.regions.nodes).toHaveLength(6);
  expect(many.statements.filter((text) => text.includes('district_integrity'))).toHaveLength(1);
  expect(many.statements).toHaveLength(few.statements.length);
});
