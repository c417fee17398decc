import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROJECT_ROOT } from '../demo/project';

beforeAll(() => {
  execFileSync(process.execPath, ['tools/build.mjs'], { cwd: PROJECT_ROOT });
});

/** A program with three things to stop; the second fails, the first takes `slow` milliseconds. */
async function startProgram(slow: number): Promise<{ program: ChildProcess; said: string[] }> {
  const script = `const { add } = require(process.argv[1]).createShutdown();
    add(() => new Promise((done) => setTimeout(done, ${slow})).then(() => console.log('database')));
    add(async () => { throw new Error('stuck'); });
    add(() => console.log('server'));
    console.log('up');
    setInterval(() => undefined, 1000);`;
  const file = join(PROJECT_ROOT, 'dist/platform/process/shutdown.js');
  const program = spawn(process.execPath, ['-e', script, file], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const said: string[] = [];
  program.stdout?.on('data', (text: Buffer) => said.push(...text.toString().trim().split('\n')));
  while (said.length === 0) await sleep(10);
  return { program, said };
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s stops the last started first, whatever fails', async (signal) => {
  const { program, said } = await startProgram(50);
  program.kill(signal);
  expect(await once(program, 'exit')).toEqual([0, null]);
  expect(said).toEqual(['up', 'server', 'database']);
});

test('Ctrl-C under npm arrives twice and still is an orderly end', async () => {
  const { program, said } = await startProgram(200);
  program.kill('SIGINT');
  await sleep(20);
  program.kill('SIGINT');
  expect(await once(program, 'exit')).toEqual([0, null]);
  expect(said.at(-1)).toBe('database');
});

test('a second one, later, does not wait', async () => {
  const { program, said } = await startProgram(5_000);
  program.kill('SIGINT');
  await sleep(700);
  program.kill('SIGINT');
  expect(await once(program, 'exit')).toEqual([130, null]);
  expect(said).toEqual(['up', 'server']);
});

test('a program whose supervisor is gone follows it', async () => {
  const { program, said } = await startProgram(50);
  program.disconnect();
  expect(await once(program, 'exit')).toEqual([0, null]);
  expect(said).toEqual(['up', 'server', 'database']);
});
