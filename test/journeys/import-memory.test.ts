import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../platform/demo/project';
import { importRegions } from '../../subgraphs/beneficiaries/region/region.import';
import { openTestRegistry, registryText } from '../support/registry-files';
import type { TestRegistry } from '../support/registry-files';

/**
 * `npm run import` in a process of its own, which says at its end how much memory it had at most. Three times the rows may not
 * cost more than a little uncollected heap. Every row goes the longest way: read, sealed,
 * staged, rejected by a gate, opened, sealed whole, quarantined and written to the file of rejects.
 */
const run = promisify(execFile);
let registry: TestRegistry;
beforeAll(async () => {
  await run(process.execPath, [join(PROJECT_ROOT, 'tools/build.mjs')]);
  registry = await openTestRegistry();
  await importRegions(registry.database, '2026-09-30');
}, 120_000);
afterAll(() => registry.close());

async function writePersons(path: string, count: number): Promise<void> {
  const [header, row] = registryText('persons', [{ idIndividu: 'I-@', idKeluarga: 'K-unknown' }]).split('\n');
  function* text() {
    yield `${header ?? ''}\n`;
    for (let at = 0; at < count; at += 1) yield `${(row ?? '').replace('@', String(at))}\n`;
  }
  await pipeline(Readable.from(text()), createWriteStream(path));
}

const SCRIPT = `
process.on('exit', () => console.error('peak ' + process.resourceUsage().maxRSS));
require(process.env.SCRIPT);
`;

/** Garbage is collected early, so that what is left is what is held; holding the rows of the larger file would end the process. */
const SMALL_HEAP = ['--max-old-space-size=72', '--max-semi-space-size=4'];

/** Megabytes of resident memory at most. */
async function peakOf(rows: number): Promise<number> {
  const source = join(registry.folder, `persons-${rows}.csv`);
  await writePersons(source, rows);
  const rejects = join(registry.folder, 'rejects.csv');
  const script = join(PROJECT_ROOT, 'dist/platform/import.js');
  const { stdout, stderr } = await run(
    process.execPath,
    [...SMALL_HEAP, '-e', SCRIPT, 'import', source, '--rejects', rejects],
    {
      env: { PATH: '', SCRIPT: script, DATABASE_URL: registry.test.adminUrl },
    },
  );
  expect(stdout).toMatch(new RegExp(`quarantined +${rows}\\n`));
  return Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024;
}

test('memory does not grow with the file', async () => {
  // Below some tens of thousands of rows the garbage collector has not yet found its pace.
  const some = await peakOf(30_000);
  const many = await peakOf(90_000);
  expect(some).toBeGreaterThan(50);
  expect(many).toBeLessThan(some + 40);
  expect(many).toBeLessThan(300);
}, 240_000);
