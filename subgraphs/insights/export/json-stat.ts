import { measuresOf } from '../cube/cube';
import type { Dimension } from '../cube/cube';
import { citationOf } from '../citation/citation';
import { PERIOD, PROTECTION_POLICY } from '../table/request';
import type { Sheet, SheetColumn } from './sheet';

/** The dimension that tells measures apart. */
const MEASURE = 'MEASURE';
/** The category of a total row, as SDMX writes it. */
const TOTAL = '_T';

/**
 * A JSON-stat 2.0 dataset (json-stat.org/format). Its values stand by their position among all combinations of categories, and
 * only those that were published: most combinations of places and codes are empty.
 */
export function writeJsonStat({ table, title, notes, columns }: Sheet): Buffer {
  const { id, request, snapshot } = table;
  const axes = columns.filter(({ isDimension }) => isDimension).map(axisOf);
  const measures = columns.filter(({ isDimension }) => !isDimension);
  const role = {
    ...(request.by.includes(PERIOD) && { time: [PERIOD] }),
    ...geoRole(request.cube.dimensions, request.by),
    metric: [MEASURE],
  };
  const dataset = {
    version: '2.0',
    class: 'dataset',
    label: title,
    source: citationOf(table),
    updated: snapshot.builtAt,
    id: [...axes.map(({ name }) => name), MEASURE],
    size: [...axes.map(({ categories }) => categories.length), measures.length],
    role,
    dimension: {
      ...Object.fromEntries(axes.map((axis) => [axis.name, dimensionOf(axis, request.cube.dimensions)])),
      [MEASURE]: measureDimension(measures, unitsOf(table.request)),
    },
    value: valuesAt(axes, measures),
    note: notes.map(({ name, text }) => `${name}: ${text}`),
    extension: { table: id, snapshot: snapshot.version, asOf: snapshot.asOf, protection: PROTECTION_POLICY },
  };
  return Buffer.from(JSON.stringify(dataset), 'utf8');
}

interface Axis {
  readonly name: string;
  readonly title: string;
  readonly categories: readonly string[];
  /** Position of the category of each row. */
  readonly places: readonly number[];
}

function axisOf({ name, title, values }: SheetColumn): Axis {
  const codes = values.map((value) => (value === null ? TOTAL : String(value)));
  const categories = [...new Set(codes)];
  const places = new Map(categories.map((code, place) => [code, place]));
  return { name, title, categories, places: codes.map((code) => places.get(code) ?? 0) };
}

function dimensionOf({ name, title, categories }: Axis, dimensions: readonly Dimension[]): object {
  const meanings = dimensions.find((each) => each.name === name)?.categories ?? {};
  const label = Object.fromEntries(
    categories.map((code) => [code, code === TOTAL ? 'Total' : (meanings[code] ?? code)]),
  );
  return { label: title, category: { index: categories, label } };
}

function measureDimension(measures: readonly SheetColumn[], units: ReadonlyMap<string, string>): object {
  const index = measures.map(({ name }) => name);
  const label = Object.fromEntries(measures.map(({ name, title }) => [name, title]));
  const unit = Object.fromEntries(
    measures.flatMap(({ name }) => {
      const unitLabel = units.get(name);
      return unitLabel === undefined ? [] : [[name, { label: unitLabel }]];
    }),
  );
  return { label: 'Measure', category: { index, label, unit } };
}

function unitsOf({ cube, measures }: Sheet['table']['request']): Map<string, string> {
  const found = measuresOf(cube, measures);
  return new Map(found.flatMap((measure) => ('unit' in measure ? [[measure.name, measure.unit]] : [])));
}

function geoRole(dimensions: readonly Dimension[], by: readonly string[]): { readonly geo?: readonly string[] } {
  const geo = by.filter((name) => dimensions.find((each) => each.name === name)?.kind === 'REGION');
  return geo.length > 0 ? { geo } : {};
}

/** Values by their position in row-major order, the measure the fastest. */
function valuesAt(axes: readonly Axis[], measures: readonly SheetColumn[]): Record<string, number> {
  const rows = measures[0]?.values.length ?? 0;
  const found: [string, number][] = [];
  for (let row = 0; row < rows; row += 1) {
    const cell = axes.reduce((place, { categories, places }) => place * categories.length + (places[row] ?? 0), 0);
    for (const [order, { values }] of measures.entries()) {
      const value = values[row];
      if (typeof value === 'number') found.push([String(cell * measures.length + order), value]);
    }
  }
  return Object.fromEntries(found);
}
