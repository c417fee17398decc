import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { createFieldCipher, sealCapability } from '../../shared/database';
import { demoKeys } from '../../shared/config/keys';
import type { Viewer } from '../../shared/viewer';
import { sealLink } from '../../subgraphs/insights/export/export';
import { addWorkers, tableOf } from '../../subgraphs/insights/export/table.fixture';
import { asAdmin } from '../support/database';
import { openDownloads, plantTable } from '../support/exports';
import type { DownloadDoor } from '../support/exports';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { Answer, TestPlatform } from '../support/platform';

/** A protected table leaves the platform as a file: by a link that dies, out of what was stored, and written down. */
const table = tableOf();
const FORMATS = ['CSV', 'XLSX', 'PARQUET', 'ARROW', 'JSON_STAT'] as const;
const maker = viewerOf('ANALYST', { subject: 'who made it' });
const stranger = viewerOf('DINSOS', { subject: 'who did not', regionCodes: ['3204'] });

let platform: TestPlatform;
let downloads: DownloadDoor;
beforeAll(async () => {
  addWorkers();
  platform = await startTestPlatform();
  downloads = await openDownloads(platform);
  await plantTable(platform, maker, table);
});
afterAll(async () => {
  await downloads[Symbol.asyncDispose]();
  await platform.stop();
});

interface Exported {
  readonly exportTable: {
    readonly url: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly expiresAt: string;
    readonly citation: string;
  } | null;
}
const EXPORT = `mutation ($input: ExportTableInput!) { exportTable(input: $input) { url bytes sha256 format expiresAt citation } }`;
let keys = 0;
const exportAs = (viewer: Viewer, format: string, more: object = {}) =>
  platform.ask<Exported>(viewer, EXPORT, {
    input: { clientKey: `export-test-${keys++}`, tableId: table.id, format, ...more },
  });
const codes = ({ errors }: Pick<Answer, 'errors'>) => errors.map(({ extensions }) => extensions['code']);
const sql = <Row extends object>(text: string) =>
  asAdmin(async (client) => (await client.query<Row>(text)).rows, platform.database.adminUrl);
const cipher = () => createFieldCipher(platform.database.config.keys);

test.each(FORMATS)('%s: the file of the link is the stored one, and says how it is to be saved', async (format) => {
  const { data, errors } = await exportAs(maker, format);
  expect(errors).toEqual([]);
  const { url = '', sha256, bytes, citation, expiresAt = '' } = data?.exportTable ?? {};
  const response = await downloads.get(url);
  const body = Buffer.from(await response.arrayBuffer());
  expect([response.status, body.length, createHash('sha256').update(body).digest('hex')]).toEqual([200, bytes, sha256]);
  expect(citation).toContain(table.id);
  expect(response.headers.get('content-disposition')).toMatch(
    new RegExp(`^attachment; filename="workersOfATest-${table.id}\\.(csv|xlsx|parquet|arrow|json)"$`),
  );
  expect(['x-content-type-options', 'cache-control'].map((name) => response.headers.get(name))).toEqual([
    'nosniff',
    'no-store',
  ]);
  const minutes = (Date.parse(expiresAt) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(13);
  expect(minutes).toBeLessThanOrEqual(15);
});

test('what is in the file was never counted: only the stored rows can have been written', async () => {
  const { data } = await exportAs(maker, 'CSV');
  const response = await downloads.get(data?.exportTable?.url ?? '');
  const [, first] = parse(await response.text(), { comment: '#' }) as string[][];
  expect(first).toEqual(['11', '1', '2026-Q1', '40', '30', '90071992547409', '0.75', '3002399751580.3']);
});

test('a file is made once, and who takes it is written down each time', async () => {
  const answers = await Promise.all([exportAs(maker, 'XLSX'), exportAs(maker, 'XLSX'), exportAs(maker, 'XLSX')]);
  expect(new Set(answers.map(({ data }) => data?.exportTable?.sha256)).size).toBe(1);
  expect(await sql(`SELECT format FROM insights.stat_file WHERE format = 'XLSX'`)).toHaveLength(1);
  const taken = await sql<{ account: string }>(`SELECT account FROM insights.stat_export WHERE format = 'XLSX'`);
  expect(taken.map(({ account }) => account)).toEqual([maker, maker, maker, maker].map(({ subject }) => subject));
});

test('a repeated request is written down once, and its link lives no longer', async () => {
  const once = { clientKey: 'export-once-only' };
  const before = await sql('SELECT FROM insights.stat_export');
  const [first, again] = [await exportAs(maker, 'CSV', once), await exportAs(maker, 'CSV', once)];
  expect(again.data?.exportTable).toMatchObject({
    sha256: first.data?.exportTable?.sha256,
    expiresAt: first.data?.exportTable?.expiresAt,
  });
  expect(await sql('SELECT FROM insights.stat_export')).toHaveLength(before.length + 1);
  expect(codes(await exportAs(maker, 'ARROW', once))).toEqual(['IDEMPOTENCY_MISMATCH']);
});

test('a table of another account, like one of nobody, is not there', async () => {
  expect(codes(await exportAs(stranger, 'CSV'))).toEqual(['NOT_FOUND']);
  expect(codes(await exportAs(maker, 'CSV', { tableId: 'nobody-made-this-table' }))).toEqual(['NOT_FOUND']);
  expect(codes(await exportAs(viewerOf('PENDAMPING'), 'CSV'))).toEqual(['FORBIDDEN']);
  // Control: once the other has asked for it too, it is.
  await plantTable(platform, stranger, table);
  expect(codes(await exportAs(stranger, 'CSV'))).toEqual([]);
});

describe('a link is refused, always with the same words', () => {
  const later = () => new Date(Date.now() + 60_000).toISOString();
  const content = { table: table.id, format: 'CSV' };

  test.each([
    ['expired', () => sealLink(cipher(), table, 'CSV', new Date(Date.now() - 1_000).toISOString())],
    ['forged', () => `${sealLink(cipher(), table, 'CSV', later()).slice(0, -4)}AAAA`],
    [
      'sealed by another installation',
      () =>
        sealLink(
          createFieldCipher({ ...demoKeys(), field: platform.database.config.keys.cursor }),
          table,
          'CSV',
          later(),
        ),
    ],
    ['made for something else', () => sealCapability(cipher(), 'disclosure', content)],
    ['of a file that was never made', () => sealLink(cipher(), { ...table, id: 'another' }, 'CSV', later())],
    ['of another form', () => sealCapability(cipher(), 'stat-export', { ...content, more: 1 })],
    ['no token', () => 'a.b.c'],
  ])('%s', async (_, seal) => {
    const response = await downloads.get(`/exports/${seal()}`);
    expect([response.status, await response.text()]).toEqual([
      404,
      'there is no such file, or the link has expired: export the table again',
    ]);
  });

  test('control: one that is good', async () => {
    expect((await downloads.get(`/exports/${sealLink(cipher(), table, 'CSV', later())}`)).status).toBe(200);
  });

  test('by another method, or of another form', async () => {
    const link = `/exports/${sealLink(cipher(), table, 'CSV', later())}`;
    expect((await downloads.get(link, 'POST')).status).toBe(405);
    expect((await downloads.get('/exports/')).status).toBe(404);
    expect((await downloads.get(`/exports/${'a'.repeat(2_001)}`)).status).toBe(404);
  });
});

test('the graph gives a file to no role that is somebody', async () => {
  const token = sealLink(cipher(), table, 'CSV', new Date(Date.now() + 60_000).toISOString());
  const document = 'query ($token: String!) { statExportFile(token: $token) { name } }';
  expect(codes(await platform.ask(maker, document, { token }))).toEqual(['FORBIDDEN']);
});
