import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../platform/demo/project';
import { ERROR_CODES } from '../../shared/errors';

const README = readFileSync(join(PROJECT_ROOT, 'README.md'), 'utf8');
const section = README.slice(
  README.indexOf('## Error codes'),
  README.indexOf('\n## ', README.indexOf('## Error codes') + 3),
);
const documented = [...section.matchAll(/^\| `([A-Z_]+)`\s+\|/gm)].map(([, code]) => code ?? '');

test('every code a client can meet stands in the README', () => {
  expect(Object.keys(ERROR_CODES).filter((code) => !documented.includes(code))).toEqual([]);
});

test('the README names no code that does not exist, and none twice', () => {
  expect(documented.filter((code) => !Object.hasOwn(ERROR_CODES, code))).toEqual([]);
  expect(new Set(documented).size).toBe(documented.length);
});
