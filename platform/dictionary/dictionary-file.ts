import { CUBES } from '../../subgraphs/insights/cube/catalogue';
import { UNIT_KINDS } from '../../subgraphs/insights/cube/cube';
import type { Cube, Dimension, Measure } from '../../subgraphs/insights/cube/cube';
import { DENOMINATORS } from '../../subgraphs/insights/cube/denominators';
import { MIN_EMPLOYERS } from '../../subgraphs/insights/protection/dominance';
import { ROUNDING, SENSITIVE_THRESHOLD, THRESHOLD } from '../../subgraphs/insights/protection/ptable';
import { PROTECTION_POLICY } from '../../subgraphs/insights/table/request';

/** The dictionary of everything a table can be made of, as it must stand in the tree. */
export function generateDictionary(): { readonly path: string; readonly content: string } {
  const parts = [
    head(),
    DIMENSIONS_HEAD,
    ...sharedDimensions().map(categoriesOf),
    ...CUBES.map(section),
    denominators(),
  ];
  return { path: 'docs/statistics-dictionary.md', content: `${parts.join('\n\n')}\n` };
}

function head(): string {
  const contents = CUBES.map(({ name, title }) => `- [${name}](#${name.toLowerCase()}): ${title.id} (${title.en})`);
  return `# Data dictionary of statistics

Written by \`npm run dictionary\` out of the definitions the tables are made from; a test fails when it is not up to date. In the
graph the same stands in \`statCubes\`.

The query of a cube is its name and \`Stats\`, such as \`${CUBES[0]?.name ?? 'name'}Stats\`. Values are protected (${PROTECTION_POLICY}): counts are
perturbed and rounded to ${ROUNDING}; of fewer than ${THRESHOLD} units (${SENSITIVE_THRESHOLD} of categories marked as sensitive, and of fewer than ${MIN_EMPLOYERS} employers where
a cube protects them) nothing is published. Totals need not add up: each is protected by itself.

Columns: *of* says whether a unit is in one category (UNIT) or may be in several (ROW: counts of categories then do not add up to
units). What is not known is UNKNOWN, or 0 where categories are numbers.

${contents.join('\n')}`;
}

const DIMENSIONS_HEAD = '## Categories\n\nClosed lists, by dimension and the cubes that use them.';

/** A closed list under a name, with the cubes that share it. */
interface CategoryList {
  readonly dimension: Dimension;
  readonly cubes: readonly string[];
}

/** Closed lists; where cubes mean different ones by a name each stands by itself. */
function sharedDimensions(): CategoryList[] {
  const lists = new Map<string, { dimension: Dimension; cubes: string[] }>();
  for (const cube of CUBES) {
    for (const dimension of cube.dimensions.filter(({ categories }) => categories)) {
      const key = JSON.stringify([dimension.name, dimension.categories]);
      const known = lists.get(key) ?? { dimension, cubes: [] };
      known.cubes.push(cube.name);
      lists.set(key, known);
    }
  }
  return [...lists.values()].sort((a, b) => a.dimension.name.localeCompare(b.dimension.name, 'en'));
}

function categoriesOf({ dimension: { name, title, categories = {} }, cubes }: CategoryList): string {
  const rows = Object.entries(categories).map(([code, meaning]) => `| ${code} | ${cell(meaning)} |`);
  return `### ${name}

${title.id} (${title.en}), of ${cubes.join(', ')}.

| code | meaning |
|---|---|
${rows.join('\n')}
| UNKNOWN | Tidak diketahui: not known. |`;
}

function section(cube: Cube): string {
  const { name, title, description, unit, rows, roles, employer, time } = cube;
  const notes = [
    `Protects: ${UNIT_KINDS[unit].replace('.', '').toLowerCase()}${employer === undefined ? '' : ', and employers'}.`,
    rows === 'ONE'
      ? 'A unit has one row: counts of categories of one dimension add up before protection.'
      : `A unit has a row for each ${rows.within.join(', ')}: counts of units add up only within one.`,
    ...(time ? [`Period: ${time.title.id} (${time.title.en}).`] : []),
    ...(roles ? [`Only for ${roles.join(', ')}.`] : []),
  ];
  return `## ${name}

${title.id} (${title.en}). ${description}

${notes.map((note) => `- ${note}`).join('\n')}

| dimension | title | categories | of | within | sensitive |
|---|---|---|---|---|---|
${cube.dimensions.map(dimensionRow).join('\n')}

| measure | title | kind | unit | definition |
|---|---|---|---|---|
${cube.measures.map((measure) => measureRow(cube, measure)).join('\n')}`;
}

function dimensionRow({ name, title, kind, of, parent = '', sensitive = [], categories }: Dimension): string {
  const list = categories ? `[list](#${name.toLowerCase()})` : WHAT_OPEN[kind];
  const held = typeof sensitive === 'string' ? sensitive : sensitive.join(', ');
  return `| ${[name, `${title.id} (${title.en})`, list, of, parent, held].map(cell).join(' | ')} |`;
}

const WHAT_OPEN: Readonly<Record<Dimension['kind'], string>> = {
  CODES: 'codes',
  REGION: 'Kemendagri codes',
  PROGRAM: 'codes of programs',
  CENTRE: 'ids of centres',
  NUMBER: 'whole numbers',
  TEXT: 'codes of an open list',
};

function measureRow(cube: Cube, measure: Measure): string {
  const { name, title, kind, definition } = measure;
  const unit = 'unit' in measure ? measure.unit : kind === 'RATE' ? '0 to 1' : cube.unit;
  return `| ${[name, `${title.id} (${title.en})`, kind, unit, `${definition}${madeOf(measure)}`].map(cell).join(' | ')} |`;
}

/** What a measure is computed from, in its own protected parts. */
function madeOf(measure: Measure): string {
  switch (measure.kind) {
    case 'COUNT':
      return '';
    case 'SUM':
      return ` Suppressed with ${measure.of}.`;
    case 'RATE':
      return ` ${measure.numerator} / ${measure.denominator}.`;
    case 'MEAN':
      return ` ${measure.sum} / ${measure.by}.`;
    case 'QUANTILE':
      return ` P${Math.round(measure.share * 100)}, out of the counts of bands from ${measure.edges.join(', ')}.`;
  }
}

function denominators(): string {
  const rows = DENOMINATORS.map(({ of, value, when, source }) => [of, value.toLocaleString('en'), when, source]);
  return `## Population denominators

What shares of the population are taken of. They are other people's counts, dated, as they were reported: none of the originals was
seen, so check them before you publish, and name the day and the source beside a share. A share of the persons or families in the
registry itself is a rate between measures of a cube, and needs none of these.

| of | number | when | source |
|---|---|---|---|
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`;
}

/** Text as it can stand in a cell of a table. */
function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
}
