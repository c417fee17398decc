import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFieldCipher } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addFamilies } from '../../../test/support/people';
import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { pairOf, scoreDefects, scoreSets } from './score';
import { readTruth } from './truth';

test('precision is the share of what was found that is true, recall the share of what is true that was found', () => {
  expect(scoreSets('STALE', new Set(['a', 'b', 'c', 'd']), new Set(['a', 'b', 'e']))).toEqual({
    defect: 'STALE',
    injected: 3,
    found: 4,
    precision: 0.5,
    recall: 2 / 3,
  });
});

test('nothing found has no precision, nothing injected no recall', () => {
  expect(scoreSets('STALE', new Set(), new Set(['a']))).toMatchObject({ precision: null, recall: 0 });
  expect(scoreSets('STALE', new Set(['a']), new Set())).toMatchObject({ precision: 0, recall: null });
});

test('a pair has one name', () => {
  expect(pairOf('b', 'a')).toBe(pairOf('a', 'b'));
});

describe('a registry against a truth file', () => {
  let platform: TestPlatform;
  let folder: string;
  beforeAll(async () => {
    platform = await startTestPlatform();
    folder = await mkdtemp(join(tmpdir(), 'berdaya-truth-'));
  });
  afterAll(async () => {
    await platform.stop();
    await rm(folder, { recursive: true });
  });

  const truthOf = async (lines: readonly string[]) => {
    const file = join(folder, 'truth.csv');
    await writeFile(file, `${lines.join('\n')}\n`);
    return readTruth(file, createFieldCipher(platform.database.config.keys));
  };

  test('each defect is looked for where the registry keeps it', async () => {
    const ids = await addFamilies(
      platform,
      ['1', '2', '3', '4'].map((key) => ({ key: `K-${key}`, members: [{ key: `I-${key}` }] })),
    );
    const [first, second] = [ids.person('I-1'), ids.person('I-2')].sort();
    const finding = (subject: string, id: string, rule: string) => `('${id}', '${subject}', '${rule}', '2026-09-30')`;
    const rejected = (layout: string, id: string, rule: string, resolved: string) =>
      `('${layout}', '${layout} ${id}', gen_random_uuid(), 'x', 2, '${id}', '', '${rule}', '', '', '', ${resolved})`;
    await asAdmin(async (client) => {
      await client.query(`SET search_path = beneficiaries;
        UPDATE person SET match_status = 'TIDAK_PADAN' WHERE source_id IN ('I-1', 'I-2');
        UPDATE person SET match_status = 'MENINGGAL' WHERE source_id = 'I-3';
        INSERT INTO finding VALUES ${[
          finding('FAMILY', ids.family('K-1'), 'MOVED'),
          finding('PERSON', ids.person('I-1'), 'NAME_VARIANT'),
          finding('FAMILY', ids.family('K-1'), 'ONE_MEMBER_FAMILY'),
          finding('PERSON', ids.person('I-1'), 'STALE'),
          finding('FAMILY', ids.family('K-1'), 'INCLUSION'),
          finding('FAMILY', ids.family('K-2'), 'INCLUSION'),
          finding('FAMILY', ids.family('K-1'), 'EXCLUSION'),
        ].join(', ')};
        INSERT INTO quarantine (layout, fingerprint, run_id, snapshot, row_number, subject_id, identifier, rule, field, reason,
          row_sealed, resolved_at) VALUES ${[
            rejected('persons', ids.person('I-5'), 'N2', 'NULL'),
            rejected('persons', ids.person('I-6'), 'N2', 'now()'),
            rejected('persons', ids.person('I-7'), 'F1', 'NULL'),
            rejected('families', ids.family('K-5'), 'R1', 'NULL'),
          ].join(', ')};
        INSERT INTO duplicate_candidate (left_id, right_id, kind, score, reasons, evidence)
          VALUES ('${first}', '${second}', 'NEAR', 90, '[]', '')`);
    }, platform.database.adminUrl);
    const truth = await truthOf([
      'subjek,id,defect,rujukan',
      'PERSON,I-5,NIK_INVALID,',
      'PERSON,I-1,UNMATCHED,',
      'PERSON,I-2,DUPLICATE,I-1',
      'PERSON,I-3,DECEASED,',
      'PERSON,I-4,DECEASED,',
      'FAMILY,K-1,WRONG_REGION,3204062001',
      'FAMILY,K-5,WRONG_REGION,3204062001',
      'PERSON,I-1,NAME_VARIANT,',
      'FAMILY,K-1,ONE_MEMBER_FAMILY,',
      'FAMILY,K-1,STALE,',
      'PERSON,I-1,STALE,',
      'FAMILY,K-1,INCLUSION,',
      'FAMILY,K-1,EXCLUSION,',
    ]);
    const scores = await platform
      .subgraph('beneficiaries')
      .database.bulk(systemActor('score'), (connection) => scoreDefects(connection, truth));
    expect(scores.map(({ defect, ...rest }) => [defect, ...Object.values(rest)])).toEqual([
      ['NIK_INVALID', 1, 1, 1, 1],
      ['UNMATCHED', 1, 2, 0.5, 1],
      ['DUPLICATE', 1, 1, 1, 1],
      ['DECEASED', 2, 1, 1, 0.5],
      ['WRONG_REGION', 2, 2, 1, 1],
      ['NAME_VARIANT', 1, 1, 1, 1],
      ['ONE_MEMBER_FAMILY', 1, 1, 1, 1],
      ['STALE', 1, 1, 1, 1],
      ['INCLUSION', 1, 2, 0.5, 1],
      ['EXCLUSION', 1, 1, 1, 1],
    ]);
  });

  test('another file is refused by its header', async () => {
    await expect(truthOf(['snapshot,nik', 'x,y'])).rejects.toMatchObject({ code: 'COLUMN_MISSING' });
  });
});
