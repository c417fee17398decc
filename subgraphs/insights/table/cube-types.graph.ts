import { ArgsType, Field, Float, InputType, Int, registerEnumType } from 'type-graphql';
import type { FieldGroup } from '../../../shared/access';
import { Access, GraphType } from '../../../shared/subgraph';
import type { Cube, Dimension, Measure } from '../cube/cube';
import { SHARED_DIMENSIONS } from '../cube/dimensions';
import { PERIOD } from './request';
import {
  AmountStat,
  Centre,
  CountStat,
  NumberStat,
  Program,
  RateStat,
  Region,
  StatColumn,
  StatProtection,
  StatSnapshot,
  StatTime,
  StatTotalsEnum,
} from './stat.graph';
import { camel, pascal } from './words';

/** The types of one cube, made from its definition; their names begin with the cube's. */
export interface CubeTypes {
  readonly table: GraphClass;
  /** Arguments that say which table: `TableArguments`. */
  readonly request: GraphClass;
  /** Arguments that say which rows of it, and how they are ordered: `ViewArguments`. */
  readonly view: GraphClass;
}

export type GraphClass = new () => object;
type Words = Readonly<Record<string, string>>;
type Output = GraphClass | typeof Int | typeof Float | typeof String | typeof Boolean | Words;

interface FieldOptions {
  readonly nullable?: boolean;
  readonly description?: string;
  readonly defaultValue?: unknown;
}

/** Types of a cube have names of their own, whatever other subgraphs call theirs. */
const pathOf = ({ name }: Cube) => `${pascal(name)}Stat`;

const made = new Map<Cube, CubeTypes>();

/** The types of a cube, made once. */
export function typesOf(cube: Cube): CubeTypes {
  const known = made.get(cube) ?? makeTypes(cube);
  made.set(cube, known);
  return known;
}

function makeTypes(cube: Cube): CubeTypes {
  const prefix = pathOf(cube);
  const dimensions = wordsOf(`${prefix}Dimension`, `What tables of ${cube.title.en} are grouped by.`, [
    ...cube.dimensions.map(({ name, title }) => [name, title.en] as const),
    ...(cube.time ? [[PERIOD, cube.time.title.en] as const] : []),
  ]);
  const measures = wordsOf(
    `${prefix}Measure`,
    `What tables of ${cube.title.en} are asked for.`,
    cube.measures.map(({ name, title, definition }) => [name, `${title.en}: ${definition}`] as const),
  );
  const fields = wordsOf(`${prefix}Field`, 'A dimension or measure.', [
    ...Object.keys(dimensions).map((name) => [name, 'Dimension.'] as const),
    ...Object.keys(measures).map((name) => [name, 'Measure; its protected value.'] as const),
  ]);
  const direction = wordsOf('StatDirection', 'Which rows stand first; suppressed values are always last.', [
    ['ASC', 'The smallest.'],
    ['DESC', 'The largest.'],
  ]);
  const having = inputType(`${prefix}Having`, 'A condition on protected values; suppressed ones never hold it.', [
    ['measure', measures, {}],
    ['gte', Float, { nullable: true }],
    ['lte', Float, { nullable: true }],
  ]);
  const order = inputType(`${prefix}Order`, 'An order by protected values or by categories.', [
    ['field', fields, {}],
    ['direction', direction, { defaultValue: 'ASC' }],
  ]);
  const reference = inputType(`${prefix}Reference`, 'A category whose rates others are held against.', [
    ['dimension', dimensions, { description: 'One the table is grouped by.' }],
    ['category', String, { description: 'As it stands in keys: a code, 2025 or 2025-Q1.' }],
  ]);
  const [first] = cube.measures;
  return {
    table: tableType(cube, prefix, dimensions),
    request: argsType([
      ['by', [dimensions], { defaultValue: [] }],
      ['measures', [measures], { defaultValue: first ? [first.name] : [] }],
      ['where', filterType(cube, prefix), { nullable: true }],
      ['time', StatTime, { nullable: true }],
      ['totals', StatTotalsEnum, { defaultValue: 'NONE' }],
    ]),
    view: argsType([
      ['having', [having], { nullable: true }],
      ['orderBy', [order], { nullable: true }],
      ['against', reference, { nullable: true, description: 'Fills `against` of rates.' }],
    ]),
  };
}

function tableType(cube: Cube, prefix: string, dimensions: Words): GraphClass {
  const key = outputType(`${prefix}Key`, 'The categories of a row; null for a dimension it is not grouped by.', [
    ...cube.dimensions.map(
      (each) => [camel(each.name), keyTypeOf(cube, each), { description: each.title.id }] as const,
    ),
    ...(cube.time
      ? [['period', String, { description: `${cube.time.title.id}: 2026-05, 2026-Q2 or 2026.` }] as const]
      : []),
  ]);
  const row = outputType(`${prefix}Row`, 'A row of a table.', [
    ['key', key, { nullable: false }],
    ['level', [dimensions], { nullable: false, description: 'What the row is grouped by: less on a total row.' }],
    ...cube.measures.map(
      (measure) => [camel(measure.name), statTypeOf(measure), { description: describeMeasure(measure) }] as const,
    ),
  ]);
  return outputType(`${prefix}Table`, `A protected table. ${cube.description}`, [
    [
      'id',
      String,
      {
        nullable: false,
        description: 'Names the request, its snapshot and the protection: a citation, and what exports are made of.',
      },
    ],
    [
      'rows',
      [row],
      { nullable: false, description: 'Rows with at least one value; what is missing is suppressed or empty.' },
    ],
    ['columns', [StatColumn], { nullable: false }],
    ['totalRows', Int, { nullable: false }],
    ['hasNextPage', Boolean, { nullable: false }],
    ['endCursor', String, {}],
    ['snapshot', StatSnapshot, { nullable: false }],
    ['protection', StatProtection, { nullable: false }],
  ]);
}

function describeMeasure({ title, definition, ...measure }: Measure): string {
  return `${title.id}. ${definition}${'unit' in measure ? ` In ${measure.unit}.` : ''}`;
}

function statTypeOf({ kind }: Measure): GraphClass {
  switch (kind) {
    case 'COUNT':
      return CountStat;
    case 'SUM':
      return AmountStat;
    case 'RATE':
      return RateStat;
    case 'MEAN':
    case 'QUANTILE':
      return NumberStat;
  }
}

/** What a category is in a key; the same words in filters, but for entities, which are named by their codes. */
function keyTypeOf(cube: Cube, dimension: Dimension): Output {
  switch (dimension.kind) {
    case 'REGION':
      return Region;
    case 'PROGRAM':
      return Program;
    case 'CENTRE':
      return Centre;
    case 'NUMBER':
      return Int;
    case 'CODES':
      return categoryEnum(cube, dimension);
    case 'TEXT':
      return String;
  }
}

function filterType(cube: Cube, prefix: string): GraphClass {
  const description = 'Whole categories: a unit must be in one of each list.';
  return inputType(
    `${prefix}Filter`,
    description,
    cube.dimensions.map((dimension) => {
      const type = keyTypeOf(cube, dimension);
      const isEntity = type === Region || type === Program || type === Centre;
      return [
        camel(dimension.name),
        [isEntity ? String : type],
        { nullable: true, description: dimension.title.id },
      ] as const;
    }),
  );
}

/** Closed lists: those of shared dimensions have one type in all cubes, others one of their cube. */
function categoryEnum(cube: Cube, dimension: Dimension): Words {
  const { name, title, categories = {} } = dimension;
  const isShared = SHARED_DIMENSIONS.some((shared) => shared.name === name && shared.categories === categories);
  const codes = Object.entries({ ...categories, UNKNOWN: 'Tidak diketahui: not known.' });
  return wordsOf(`${isShared ? 'Stat' : pathOf(cube)}${pascal(camel(name))}`, title.en, codes);
}

const registered = new Map<string, Words>();

/** An enum of words with their meanings, registered once. */
function wordsOf(name: string, description: string, words: readonly (readonly [string, string])[]): Words {
  const known = registered.get(name);
  if (known) return known;
  const values = Object.fromEntries(words.map(([word]) => [word, word]));
  const valuesConfig = Object.fromEntries(words.map(([word, meaning]) => [word, { description: meaning }]));
  registerEnumType(values, { name, description, valuesConfig });
  registered.set(name, values);
  return values;
}

type FieldRow = readonly [name: string, type: Output | readonly [Output], options: FieldOptions];

/** An output type of published values. */
function outputType(name: string, description: string, fields: readonly FieldRow[]): GraphClass {
  const made = newClass();
  for (const [field, type, { nullable = true, ...options }] of fields) {
    addField(made, field, type, { nullable, ...options }, 'STATISTICS');
  }
  GraphType(name, description)(made);
  return made;
}

function inputType(name: string, description: string, fields: readonly FieldRow[]): GraphClass {
  const made = newClass();
  for (const [field, type, options] of fields) addField(made, field, type, options);
  InputType(name, { description })(made);
  return made;
}

/** A class of its own for each type. */
const newClass = (): GraphClass => class extends Object {};

function argsType(fields: readonly FieldRow[]): GraphClass {
  const made = newClass();
  for (const [field, type, options] of fields) addField(made, field, type, options);
  ArgsType()(made);
  return made;
}

/** Declares a field as a decorator would, on a class that is made from data. */
function addField(
  { prototype }: GraphClass,
  name: string,
  type: FieldRow[1],
  options: FieldOptions,
  group?: FieldGroup,
): void {
  Field(() => (Array.isArray(type) ? [...type] : type) as Words, options)(prototype as object, name);
  if (group) Access(group)(prototype as object, name);
}
