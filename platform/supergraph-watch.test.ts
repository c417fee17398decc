import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSupergraph } from './front';
import { refuseLooseAccess, watchSupergraph } from './supergraph-watch';

test('the committed supergraph is taken, one with a field of no group is refused by the field’s name', () => {
  const sdl = readSupergraph();
  expect(() => refuseLooseAccess(sdl)).not.toThrow();
  const group = /(\n {2}openSeats:[^\n]*?) @access\([^)]*\)/;
  expect(sdl).toMatch(group);
  expect(() => refuseLooseAccess(sdl.replace(group, '$1'))).toThrow(/Region\.openSeats has no @access group/);
});

test('a changed file is told, a refused one leaves the watch standing, and after its end nothing is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'berdaya-watch-'));
  const file = join(folder, 'supergraph.graphql');
  await writeFile(file, 'first');
  const told: string[] = [];
  let next: () => void = () => undefined;
  const write = async (text: string, time: number) => {
    const isTold = new Promise<void>((resolve) => (next = resolve));
    await writeFile(file, text);
    await utimes(file, time, time);
    await isTold;
  };
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const stop = watchSupergraph(file, (sdl) => {
    told.push(sdl);
    next();
    if (sdl === 'broken') throw new Error('secret');
  });
  await write('second', 1_000);
  await write('broken', 2_000);
  await write('third', 3_000);
  stop();
  expect(told).toEqual(['second', 'broken', 'third']);
  const lines = stderr.mock.calls.map(([line]) => String(line));
  stderr.mockRestore();
  expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
    'supergraph-replaced',
    'supergraph-refused',
    'supergraph-replaced',
  ]);
  expect(lines.join('')).not.toContain('secret');
  await rm(folder, { recursive: true });
});
