import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../platform/demo/project';
import { importRegions } from '../../subgraphs/beneficiaries/region/region.import';
import { asAdmin } from '../support/database';
import { openTestRegistry, REGISTRY_STATE, registryText } from '../support/registry-files';
import type { Cells, TestRegistry } from '../support/registry-files';

/**
 * `npm run import` as a process of its own, killed with SIGKILL at the worst moments: the registry is as it was, and the same
 * command again ends where an uninterrupted one does.
 */
const PERSONS = 3_000;
let registry: TestRegistry;

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(PROJECT_ROOT, 'tools/build.mjs')]);
  registry = await openTestRegistry();
  await importRegions(registry.database, '2026-09-30');
}, 120_000);
beforeEach(async () => {
  await registry.clear();
  await registry.bring('families', families);
});
afterAll(() => registry.close());

const two = (value: number) => String(value).padStart(2, '0');
const families: Cells[] = Array.from({ length: PERSONS / 3 }, (_, at) => ({
  idKeluarga: `K-${at}`,
  idKepalaKeluarga: `I-${at * 3}`,
  noKk: `320405010120${9000 + (at % 1000)}`,
}));
/** Every hundredth NIK is broken, every fiftieth claimed twice. */
const persons: Cells[] = Array.from({ length: PERSONS }, (_, at) => {
  const day = 1 + (at % 28);
  const claimed = at % 50 === 1 ? at - 1 : at;
  const nik = `3204${two(5)}${two(1 + (claimed % 28))}0380${9000 + (Math.floor(claimed / 28) % 1000)}`;
  return {
    idIndividu: `I-${at}`,
    idKeluarga: `K-${Math.floor(at / 3)}`,
    noKk: `320405010120${9000 + (Math.floor(at / 3) % 1000)}`,
    nik: at % 100 === 7 ? nik.slice(1) : nik,
    nama: `Warga ${at}`,
    tanggalLahir: `1980-03-${two(day)}`,
    statusHubunganKeluarga: at % 3 === 0 ? '1' : '3',
  };
});

/** What has to be equal in the end: everything but seals, versions of rows, and times. */
const CONTENT = `SELECT 'person' AS t, to_jsonb(p) - '{nik_sealed}'::text[] AS row FROM person p
  UNION ALL SELECT 'holder', to_jsonb(h) FROM nik_holder h
  UNION ALL SELECT 'finding', to_jsonb(f) FROM finding f
  UNION ALL SELECT 'family', to_jsonb(f) - '{kk_sealed}'::text[] FROM family f
  UNION ALL SELECT 'district', to_jsonb(d) FROM district_integrity d
  UNION ALL SELECT 'review', to_jsonb(r) - '{id,opened_at}'::text[] FROM review r
  UNION ALL SELECT 'quarantine', to_jsonb(q) - '{id,run_id,row_sealed,rejected_at}'::text[] FROM quarantine q
  UNION ALL SELECT 'outbox', jsonb_build_object('entity', entity_id, 'payload', payload) FROM outbox
  ORDER BY t, row`;

interface Importer {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

function startImport(source: string): Importer {
  const script = join(PROJECT_ROOT, 'dist/platform/import.js');
  const child = spawn(process.execPath, [script, source, '--rejects', join(registry.folder, 'rejects.csv')], {
    env: { PATH: '', DATABASE_URL: registry.test.adminUrl },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (output.stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output.stderr += text.toString()));
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }));
  return { child, ended };
}

/** Waits until a backend of the importer does something, as PostgreSQL tells it. */
async function untilImporter(what: string): Promise<void> {
  await until(`SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active' AND ${what}`);
}

/** Waits until no backend holds the lock of an import. */
function untilImporterIsGone(): Promise<void> {
  return until(`SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid <> ${GATE}
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`);
}

async function until(condition: string): Promise<void> {
  for (const deadline = Date.now() + 40_000; Date.now() < deadline; await sleep(20)) {
    if ((await registry.rows(condition)).length > 0) return;
  }
  throw new Error(`never came true: ${condition}`);
}

/** An advisory lock at which the importer waits while a test holds it. */
const GATE = 4_711;

const file = () => join(registry.folder, 'persons-to-interrupt.csv');
const text = registryText('persons', persons);

async function uninterrupted(): Promise<object[]> {
  await writeFile(file(), text);
  const { code, stdout } = await startImport(file()).ended;
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/accepted +2970/) as string });
  return registry.rows(CONTENT);
}

test('killed while it reads: nothing changed, and again gives what an uninterrupted import gives', async () => {
  const before = await registry.rows(REGISTRY_STATE);
  const { child, ended } = startImport('-');
  child.stdin?.write(text.slice(0, text.length / 2));
  await untilImporter(`query LIKE 'COPY intake_stage%'`);
  child.kill('SIGKILL');
  expect((await ended).code).toBeNull();
  await untilImporterIsGone();
  expect(await registry.rows(REGISTRY_STATE)).toEqual(before);

  const again = await uninterrupted();
  await registry.clear();
  await registry.bring('families', families);
  expect(again).toEqual(await uninterrupted());
});

test('killed after everything is written but not committed: nothing changed, and it can run again at once', async () => {
  const before = await registry.rows(REGISTRY_STATE);
  await writeFile(file(), text);
  // The import stops at its last statement, which writes the log of runs.
  await registry.rows(`CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock(${GATE}); RETURN NEW; END $$;
    CREATE TRIGGER gate BEFORE INSERT ON import_run FOR EACH ROW EXECUTE FUNCTION gate()`);
  await asAdmin(async (client) => {
    await client.query(`SELECT pg_advisory_lock(${GATE})`);
    const { child, ended } = startImport(file());
    await untilImporter(`query LIKE 'INSERT INTO import_run%' AND wait_event = 'advisory'`);
    child.kill('SIGKILL');
    expect((await ended).code).toBeNull();
    // The gate is still closed: the server itself has to notice that its client is gone.
    await untilImporterIsGone();
  }, registry.test.adminUrl);
  await registry.rows('DROP FUNCTION gate CASCADE');
  expect(await registry.rows(REGISTRY_STATE)).toEqual(before);
  expect((await uninterrupted()).length).toBeGreaterThan(2 * PERSONS);
});

test('a connection that breaks is one coded line, and nothing changed', async () => {
  const before = await registry.rows(REGISTRY_STATE);
  const { child, ended } = startImport('-');
  child.stdin?.write(text.slice(0, text.length / 2));
  await untilImporter(`query LIKE 'COPY intake_stage%'`);
  await registry.rows(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'COPY intake_stage%' AND pid <> pg_backend_pid()`);
  child.stdin?.end(text.slice(text.length / 2));
  const { code, stderr } = await ended;
  expect(code).toBe(1);
  expect(stderr.split('\n').filter((line) => line.startsWith('error'))).toEqual([
    expect.stringMatching(/^error IMPORT_FAILED: /),
  ]);
  expect(await registry.rows(REGISTRY_STATE)).toEqual(before);
});

test('a wrong file is one coded line and exit code 1; rejected rows are no failure', async () => {
  await writeFile(file(), text.replace('tanpaKtp', 'tanpa_ktp'));
  const wrong = await startImport(file()).ended;
  expect(wrong).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^error COLUMN_MISSING: .*tanpaKtp/m),
  });
  const { child, ended } = startImport('-');
  child.stdin?.end(text);
  expect(await ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/N1 +30 /) });
});
