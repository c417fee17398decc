/**
 * What access costs: the three queries of the README with all rings on, and the same platform on the same data with none (see
 * bench/access/server.ts). CPU of the platform's process and of PostgreSQL, which pays for row-level security and the ledger.
 * Both run at once on one core and are asked in turns; medians of the rounds.
 *
 *   npm --prefix bench run access -- [--rounds 5] [--seconds 3] [--clients 10]
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EXAMPLES } from '../platform/demo/examples';
import { startEmbeddedPostgres } from '../platform/demo/postgres';
import { startPinned } from './gateway/contestant';
import { runClients } from './gateway/load';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    clients: { type: 'string', default: '10' },
  },
});
const AIM = 1.2;
const TICKS = 100;
const FIRST_PORT = 20_000 + (process.pid % 4_000) * 10;
const dist = join(__dirname, '..');

interface Side {
  readonly name: 'on' | 'off';
  readonly port: number;
  readonly child: ChildProcess;
}

/** CPU per request in milliseconds: the platform's own, and PostgreSQL's. */
interface Spent {
  readonly own: number;
  readonly database: number;
}

void main();

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'berdaya-bench-access-'));
  // Two platforms share a database that is made for one.
  const env = {
    DATABASE_POOL_SIZE: '5',
    BERDAYA_DATA_DIR: dataDir,
    PORT: `${FIRST_PORT + 8}`,
    OIDC_PORT: `${FIRST_PORT + 9}`,
  };
  console.log('filling a database ...');
  await fill(env);
  const postgres = await startEmbeddedPostgres({ dataDir });
  const sides: Side[] = (['on', 'off'] as const).map((name, index) => {
    const port = FIRST_PORT + index * 4;
    const args = [join(dist, 'bench/access/server.js'), name, `${port}`];
    const child = startPinned(0, { args, env: { ...env, DATABASE_URL: postgres.url } }, join(dataDir, `${name}.log`));
    return { name, port, child };
  });
  try {
    await Promise.all(sides.map(ready));
    await measureAll(sides, postgres.pid);
  } finally {
    for (const { child } of sides) child.kill('SIGKILL');
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** `npm start` on an empty folder, ended as soon as it answers. */
async function fill(env: Readonly<Record<string, string>>): Promise<void> {
  const args = [join(dist, 'platform/one-process.js')];
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: 'ignore' });
  const health = `http://127.0.0.1:${env['PORT']}/health`;
  while (!(await fetch(health).catch(() => undefined))?.ok) await pause(500);
  child.kill('SIGINT');
  await new Promise((resolve) => child.once('exit', resolve));
}

async function ready({ child }: Side): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => text.includes('ready') && resolve());
    child.once('exit', (code) => reject(new Error(`a server ended with ${code}`)));
  });
}

async function measureAll(sides: readonly Side[], postmaster: number): Promise<void> {
  const [rounds, seconds, clients] = [options.rounds, options.seconds, options.clients].map(Number);
  console.log(
    `# ${cpus()[0]?.model ?? ''}, Node ${process.version}; ${rounds} rounds of ${seconds} s, ${clients} clients\n`,
  );
  console.log('| query of the README | CPU ms, rings on (own + PostgreSQL) | off | on / off | own alone |');
  console.log('|---|---:|---:|---:|---:|');
  for (const [index, { identity, query }] of EXAMPLES.entries()) {
    const body = JSON.stringify({ query });
    const found: Record<Side['name'], Spent[]> = { on: [], off: [] };
    for (let round = -1; round < (rounds ?? 0); round++) {
      for (const side of sides) {
        const url = `http://127.0.0.1:${side.port + index}/graphql`;
        const spent = await measure(url, body, { clients: clients ?? 1, seconds: seconds ?? 1 }, [
          side.child.pid ?? 0,
          postmaster,
        ]);
        // The first round warms up.
        if (round >= 0) found[side.name].push(spent);
      }
    }
    const [on, off] = [middle(found.on), middle(found.off)];
    const ratio = (on.own + on.database) / (off.own + off.database);
    const cells = [told(on), told(off), `${ratio.toFixed(2)} (aim ${AIM})`, (on.own / off.own).toFixed(2)];
    console.log(`| ${index + 1}, as ${identity} | ${cells.join(' | ')} |`);
  }
}

async function measure(
  url: string,
  body: string,
  load: { readonly clients: number; readonly seconds: number },
  [own, postmaster]: readonly [number, number],
): Promise<Spent> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const text = await answer.text();
  if (answer.status !== 200 || text.includes('"errors":')) throw new Error(`${url} answered ${text.slice(0, 300)}`);
  const before = [ticksOf(own), ticksOfDatabase(postmaster)] as const;
  const { requests } = await runClients(url, body, { ...load, length: Buffer.byteLength(text) });
  const ms = (ticks: number) => (ticks * 1000) / TICKS / requests;
  return { own: ms(ticksOf(own) - before[0]), database: ms(ticksOfDatabase(postmaster) - before[1]) };
}

/** Ticks a process has run, and those of its children that have ended. */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0);
}

function ticksOfDatabase(postmaster: number): number {
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === postmaster;
    } catch {
      // It has ended meanwhile, and counts as its parent's.
      return false;
    }
  });
  return children.reduce((sum, pid) => sum + ticksOf(Number(pid)), ticksOf(postmaster));
}

function middle(spent: readonly Spent[]): Spent {
  const sorted = [...spent].sort((a, b) => a.own + a.database - (b.own + b.database));
  const found = sorted[Math.floor(sorted.length / 2)];
  if (!found) throw new Error('nothing was measured');
  return found;
}

const told = ({ own, database }: Spent) =>
  `${(own + database).toFixed(2)} (${own.toFixed(2)} + ${database.toFixed(2)})`;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
