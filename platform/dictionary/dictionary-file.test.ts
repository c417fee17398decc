import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CUBES } from '../../subgraphs/insights/cube/catalogue';
import { PROJECT_ROOT } from '../demo/project';
import { generateDictionary } from './dictionary-file';

const { path, content } = generateDictionary();

test('the data dictionary is up to date', () => {
  expect(readFileSync(join(PROJECT_ROOT, path), 'utf8')).toBe(content);
});

test('it has every cube, dimension, category and measure with its definition', () => {
  const words = CUBES.flatMap(({ name, dimensions, measures }) => [
    `## ${name}\n`,
    ...dimensions.flatMap(({ name: dimension, categories = {} }) => [
      `| ${dimension} | `,
      ...Object.keys(categories).map((code) => `| ${code} | `),
    ]),
    ...measures.flatMap(({ name: measure, title }) => [`| ${measure} | `, title.en, title.id]),
  ]);
  expect(words.filter((word) => !content.includes(word))).toEqual([]);
  // Control: there is something to find, and what is not there is noticed.
  expect(words.length).toBeGreaterThan(500);
  expect(content).not.toContain('| NO_SUCH_MEASURE | ');
});

test('every row of a table has as many cells as its head', () => {
  const widths = content.split('\n\n').map((block) => {
    const rows = block.split('\n').filter((line) => line.startsWith('|'));
    return new Set(rows.map((row) => row.split(/(?<!\\)\|/).length)).size;
  });
  expect(Math.max(...widths)).toBe(1);
});
