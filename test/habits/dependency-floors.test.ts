import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../platform/demo/project';

interface Locked {
  readonly version: string;
  readonly dev?: true;
}
const { packages } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>;
};
const copiesOf = (name: string) => Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));

/** The first version in which the published vulnerability is mended. Not every registry answers `npm audit`. */
const FLOORS: [string, string, string][] = [
  ['@apollo/gateway', '2.13.2', 'CVE-2026-32621, prototype pollution; CVE-2025-32030, 32031, 2024-43414'],
  ['@apollo/query-planner', '2.13.2', 'CVE-2025-32031, planner optimisation bypass'],
  ['@apollo/federation-internals', '2.13.2', 'CVE-2025-32030, fragment expansion'],
  [
    '@apollo/composition',
    '2.12.1',
    'GHSA-mx7m-j9xf-62hw, GHSA-m8jr-fxqx-8xx6, access control by interface and @requires',
  ],
  ['@apollo/subgraph', '2.13.2', 'one version with the gateway'],
  ['@apollo/server', '5.5.0', 'GHSA-9q82-xgwf-vj6h, CSRF; CVE-2026-23897, charset decoder'],
  ['graphql', '16.15.0', 'one copy, of the line type-graphql supports'],
  ['undici', '7.0.0', 'the line for Node 20'],
];

test.each(FLOORS)('%s is locked at %s or above (%s)', (name, floor) => {
  const copies = copiesOf(name);
  expect(copies.length).toBeGreaterThan(0);
  expect(copies.filter(([, { version }]) => isBelow(version, floor))).toEqual([]);
});

test('one copy of graphql, or its types would not know each other', () => {
  expect(copiesOf('graphql')).toHaveLength(1);
});

test('the stock gateway, which reports usage, is no part of the product', () => {
  for (const [, { dev }] of copiesOf('@apollo/gateway')) expect(dev).toBe(true);
});

test('the standalone server, which decodes any charset and bounds no body, is imported nowhere', () => {
  const sources = ['gateway', 'platform', 'shared', 'subgraphs'].flatMap((folder) =>
    readdirSync(join(PROJECT_ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const importing = (what: RegExp) => sources.filter((path) => what.test(readFileSync(path, 'utf8')));
  expect(importing(/@apollo\/server\/standalone|startStandaloneServer/)).toEqual([]);
  // Control: what is imported is found.
  expect(importing(/from '@apollo\/server'/).length).toBeGreaterThan(1);
});

test('control: a lower version is seen', () => {
  expect(isBelow('2.9.10', '2.10.0')).toBe(true);
  expect(isBelow('2.10.0', '2.10.0')).toBe(false);
  expect(isBelow('3.0.0', '2.10.0')).toBe(false);
});

function isBelow(version: string, floor: string): boolean {
  const [own, wanted] = [version, floor].map((text) => text.split(/[.-]/).map(Number));
  for (const [index, part] of (wanted ?? []).entries()) {
    const mine = own?.[index] ?? 0;
    if (mine !== part) return mine < part;
  }
  return false;
}
