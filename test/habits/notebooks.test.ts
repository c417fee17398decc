import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { readSupergraph } from '../../platform/front';
import { PROJECT_ROOT } from '../../platform/demo/project';
import { loadOnce } from '../support/loaded-supergraph';

/** What notebooks ask can be asked. */
const FOLDER = join(PROJECT_ROOT, 'docs', 'notebooks');
const { apiSchema } = loadOnce(readSupergraph());

interface Notebook {
  readonly nbformat: number;
  readonly cells: readonly { readonly cell_type: string; readonly source: readonly string[]; readonly outputs?: [] }[];
}

/** The GraphQL in a notebook: between the longest quotes of its language. */
const QUOTED: Readonly<Record<string, (text: string) => string[]>> = {
  ipynb: (text) =>
    (JSON.parse(text) as Notebook).cells
      .filter(({ cell_type: type }) => type === 'code')
      .flatMap(({ source }) => [...source.join('').matchAll(/"""(.*?)"""/gs)].map(([, document = '']) => document)),
  Rmd: (text) => [...text.matchAll(/r"\((.*?)\n\)"/gs)].map(([, document = '']) => document),
};

const documents = readdirSync(FOLDER).flatMap((file) => {
  const quoted = QUOTED[file.split('.').at(-1) ?? ''];
  if (!quoted) throw new Error(`${file} is of no language this test reads`);
  return quoted(readFileSync(join(FOLDER, file), 'utf8')).map((document) => [file, document] as const);
});

test.each(documents)('%s: %s', (_, document) => {
  expect(validate(apiSchema, parse(document)).map(({ message }) => message)).toEqual([]);
});

test('control: both have a table and an export, and what is no field is noticed', () => {
  for (const file of ['statistics-python.ipynb', 'statistics-r.Rmd']) {
    const own = documents.filter(([of]) => of === file).map(([, document]) => document);
    expect([own.some((each) => each.includes('Stats(')), own.some((each) => each.includes('exportTable('))]).toEqual([
      true,
      true,
    ]);
  }
  expect(validate(apiSchema, parse('{ noSuchStats { id } }'))).toHaveLength(1);
});

test('a notebook is committed without what it printed', () => {
  const { nbformat, cells } = JSON.parse(readFileSync(join(FOLDER, 'statistics-python.ipynb'), 'utf8')) as Notebook;
  expect(nbformat).toBe(4);
  expect(cells.flatMap(({ outputs = [] }) => outputs)).toEqual([]);
});
