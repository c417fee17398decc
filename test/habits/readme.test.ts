import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../../platform/demo/project';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/registry-files.md',
  'docs/cookbook.md',
  'docs/operations.md',
  'docs/dci.md',
];
const read = (path: string) => readFileSync(join(PROJECT_ROOT, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

test.each(DOCUMENTS)('every link in %s leads somewhere', (document) => {
  const links = [...read(document).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target ?? '');
  const local = links.filter((target) => !/^[a-z]+:/.test(target));
  expect(local.filter((target) => !existsSync(join(PROJECT_ROOT, dirname(document), target)))).toEqual([]);
});

test('every script the documents name exists', () => {
  const named = DOCUMENTS.flatMap((document) =>
    [...read(document).matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name ?? ''),
  );
  expect([...new Set(named)].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test('every script a person may run is explained in a document', () => {
  const documents = DOCUMENTS.map(read).join('\n');
  const explained = (name: string) =>
    documents.includes(`npm run ${name}`) ||
    documents.includes(`npm run -s ${name}`) ||
    documents.includes(`npm ${name}`);
  expect(Object.keys(scripts).filter((name) => name !== 'prepare' && !explained(name))).toEqual([]);
});
