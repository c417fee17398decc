import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../catalogue';
import { PROJECT_ROOT } from '../demo/project';
import { generateMachinesFile } from './machines-file';

const MACHINES = CATALOGUE.flatMap(({ machines }) => machines);

test('the document of all state machines is up to date', () => {
  const { path, content } = generateMachinesFile();
  expect(readFileSync(join(PROJECT_ROOT, path), 'utf8')).toBe(content);
});

test('their names are unique', () => {
  const names = MACHINES.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test.each(MACHINES.map((machine) => [machine.name, machine] as const))(
  '%s: every state is reached, every event is used, no step is listed twice, four eyes look at what can have happened',
  (_, { states, events, steps }) => {
    const begins = steps.filter(({ from }) => from === null).map(({ to }) => to);
    // Where nothing begins a record yet, files do.
    const first = begins.length > 0 ? begins : Object.keys(states).slice(0, 1);
    const reached = new Set([...first, ...steps.map(({ to }) => to)]);
    expect([...reached].sort()).toEqual(Object.keys(states).sort());
    expect([...new Set(steps.map(({ event }) => event))].sort()).toEqual(Object.keys(events).sort());
    const pairs = steps.map(({ from, event }) => `${from ?? ''} ${event}`);
    expect(pairs).toEqual([...new Set(pairs)]);
    expect(steps.filter(({ who }) => who.length === 0)).toEqual([]);
    const known = new Set(Object.keys(events));
    expect(steps.flatMap(({ apartFrom = [] }) => apartFrom).filter((event) => !known.has(event))).toEqual([]);
  },
);
