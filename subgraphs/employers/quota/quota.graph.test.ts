import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { EMPLOYERS, partnersSql } from '../testing/partners';

let platform: TestPlatform;
const statements: string[] = [];
beforeAll(async () => {
  platform = await startTestPlatform();
  await asAdmin((client) => client.query(partnersSql()), platform.database.adminUrl);
  platform.subgraph('employers').database.onStatement((text) => statements.push(text));
});
afterAll(() => platform.stop());

interface Answer {
  readonly data: Record<string, unknown> | null | undefined;
  readonly codes: readonly unknown[];
  readonly statements: readonly string[];
}

/** Asks the subgraph alone, as a gateway would. */
async function ask(viewer: Viewer, query: string, variables?: Record<string, unknown>): Promise<Answer> {
  const before = statements.length;
  const { data, errors } = await platform.subgraph('employers').subgraph.execute({ query, variables }, viewer);
  const codes = (errors ?? []).map(({ extensions }) => extensions?.['code']);
  return { data, codes, statements: statements.slice(before) };
}

const PUBLIC = viewerOf('PUBLIC');
const MANAGER = viewerOf('PROGRAM_MANAGER');

describe('head counts are for the ministry and the employer itself', () => {
  const QUOTA =
    '{ employers(orderBy: [{ field: NAME }]) { nodes { name quotaReports { headcount compliancePercent rule { ratePercent legalReference isUncertain } } } } }';

  test.each(['PUBLIC', 'CITIZEN', 'SENTRA_OFFICER', 'DATA_STEWARD', 'ADMIN', 'PENDAMPING'] as const)(
    '%s gets none',
    async (role) => {
      const answer = await ask(viewerOf(role), QUOTA);
      expect(answer.data).toEqual({
        employers: { nodes: [1, 2].map((n) => ({ name: EMPLOYERS[n - 1]?.[1], quotaReports: [] })) },
      });
    },
  );

  test('control: the program manager gets all, each held against the rule of its type', async () => {
    const { data } = await ask(MANAGER, QUOTA);
    expect((data as { employers: { nodes: unknown[] } }).employers.nodes).toMatchObject([
      {
        quotaReports: [{ headcount: 4200, compliancePercent: 1.43, rule: { ratePercent: 2, isUncertain: false } }, {}],
      },
      { quotaReports: [{ headcount: 40, rule: { ratePercent: 1, isUncertain: true } }, {}] },
      {
        quotaReports: [{ headcount: 640, rule: { ratePercent: 1, legalReference: 'UU 8/2016 pasal 53 ayat (2)' } }, {}],
      },
      { quotaReports: [{ headcount: 150 }, {}] },
    ]);
  });

  test('an office gets those of employers that work in its jurisdiction, and no others', async () => {
    const { data } = await ask(viewerOf('DINSOS', { regionCodes: ['3578', '51'] }), QUOTA);
    expect(data).toMatchObject({
      employers: {
        nodes: [
          { name: 'BUMN Contoh Karya', quotaReports: [] },
          { name: 'Koperasi Contoh Bersama', quotaReports: [{ headcount: 40 }, {}] },
          { name: 'Swasta Contoh Makmur', quotaReports: [{ headcount: 640 }, {}] },
        ],
      },
    });
  });

  test('the rules are public', async () => {
    const { data } = await ask(
      PUBLIC,
      '{ quotaRules { employerType ratePercent isUncertain validFrom legalReference } }',
    );
    const rules = (data as { quotaRules: { employerType: string; ratePercent: number; isUncertain: boolean }[] })
      .quotaRules;
    expect(Object.fromEntries(rules.map((rule) => [rule.employerType, [rule.ratePercent, rule.isUncertain]]))).toEqual({
      BUMN: [2, false],
      BUMD: [2, false],
      INSTANSI_PEMERINTAH: [2, false],
      SWASTA: [1, false],
      ANAK_BUMN: [1, true],
      KOPERASI: [1, true],
      SKA_INTERNAL: [2, true],
    });
  });
});
