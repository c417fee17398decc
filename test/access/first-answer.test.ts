import { asAdmin } from '../support/database';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await asAdmin(async (client) => {
    await client.query(
      `INSERT INTO beneficiaries.region VALUES ('32', 'PROVINCE', 'Jawa Barat', NULL, NULL, '2025-01-01', NULL)`,
    );
  }, platform.database.adminUrl);
});
afterAll(() => platform.stop());

test('a public reference is read by everyone', async () => {
  const answer = await platform.ask(
    viewerOf('PUBLIC'),
    '{ region(code: "32") { name level parent { code } } families { nodes { id } totalCount { value } } }',
  );
  expect(answer.errors).toEqual([]);
  expect(answer.data).toEqual({
    region: { name: 'Jawa Barat', level: 'PROVINCE', parent: null },
    families: { nodes: [], totalCount: { value: 0 } },
  });
  expect(answer.statements).toHaveLength(1);
});
