import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../http/listen';
import { createServices } from './children';
import type { ServiceSpec } from './children';

let folder: string;

/** A service that says its pid and what became of it; `mode` makes it misbehave. */
const SCRIPT = `
const [port, mode] = process.argv.slice(2);
console.log('pid ' + process.pid + ' ' + (process.env.GREETING ?? ''));
if (mode === 'dies') setTimeout(() => process.exit(3), 400);
if (mode === 'crashes') throw new Error('no configuration');
process.on('SIGTERM', () => { console.log('told to stop'); if (mode !== 'deaf') process.exit(0); });
process.on('disconnect', () => process.exit(0));
if (mode !== 'silent') require('node:http').createServer((_, answer) => answer.end('ok')).listen(port, '127.0.0.1');
setInterval(() => {}, 1000);
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berdaya-services-'));
  await writeFile(join(folder, 'service.js'), SCRIPT);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function service(name: string, mode = ''): Promise<ServiceSpec> {
  const port = String(await findFreePort());
  return {
    name,
    script: join(folder, 'service.js'),
    args: [port, mode],
    env: { GREETING: `hello ${name}` },
    healthUrl: `http://127.0.0.1:${port}/health`,
  };
}

/** Process ids the services printed. */
function pidsIn(lines: readonly string[]): number[] {
  return lines.flatMap((line) => /pid (\d+)/.exec(line)?.[1] ?? []).map(Number);
}

function living(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  });
}

test('services start together, log under their names and stop last first', async () => {
  const lines: string[] = [];
  const services = createServices({ write: (line) => lines.push(line) });
  await services.start([await service('programs'), await service('beneficiaries')]);
  await services.start([await service('gateway')]);
  expect(living(pidsIn(lines))).toHaveLength(3);
  expect(lines).toContainEqual(expect.stringMatching(/^\[programs\] pid \d+ hello programs$/));
  await Promise.all([services.stop(), services.stop()]);
  expect(living(pidsIn(lines))).toEqual([]);
  expect(lines.filter((line) => line.includes('told to stop'))).toEqual([
    '[gateway] told to stop',
    '[beneficiaries] told to stop',
    '[programs] told to stop',
  ]);
});

test('when one dies the others are stopped, and it is said which', async () => {
  const lines: string[] = [];
  const services = createServices({ write: (line) => lines.push(line) });
  await services.start([await service('steady'), await service('fragile', 'dies')]);
  await expect(services.failed).rejects.toMatchObject({
    code: 'SERVICE_FAILED',
    message: 'Service fragile ended with code 3; everything was stopped.',
  });
  expect(living(pidsIn(lines))).toEqual([]);
});

test('one that crashes at its start ends the start', async () => {
  const lines: string[] = [];
  const services = createServices({ write: (line) => lines.push(line) });
  await expect(services.start([await service('steady'), await service('broken', 'crashes')])).rejects.toMatchObject({
    code: 'SERVICE_FAILED',
    details: { name: 'broken' },
  });
  expect(lines.some((line) => line.startsWith('[broken]') && line.includes('no configuration'))).toBe(true);
  expect(living(pidsIn(lines))).toEqual([]);
});

test('one that never answers, and one that does not stop, are not waited for without end', async () => {
  const lines: string[] = [];
  const services = createServices({ write: (line) => lines.push(line), startLimit: 600, stopLimit: 300 });
  await services.start([await service('deaf', 'deaf')]);
  await expect(services.start([await service('silent', 'silent')])).rejects.toMatchObject({
    message: 'Service silent was not ready after 0.6 s; everything was stopped.',
  });
  expect(living(pidsIn(lines))).toEqual([]);
});
