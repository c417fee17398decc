import { measuresOf } from '../cube/cube';
import type { Cube, Measure } from '../cube/cube';
import { ROUNDING, SENSITIVE_THRESHOLD, THRESHOLD } from '../protection/ptable';
import { PERIOD, PROTECTION_POLICY, writePeriod } from '../table/request';
import type { TableRequest } from '../table/request';
import type { ProtectedTable } from '../table/table';

/** One thing a reader of a table has to know, under a name. */
export interface Note {
  readonly name: string;
  readonly text: string;
}

/** Why the parts of a table need not add up to its totals; in every file. */
export const NOT_ADDITIVE =
  'Totals need not add up: every cell, a total too, is protected by itself, so that nobody can take a person out of a difference. Take a total from its own row, never from a sum of parts.';

/** How a table is cited: its id names the request, the snapshot and the protection, and gives the same values for ever. */
export function citationOf({ id, request, snapshot }: ProtectedTable): string {
  const { cube } = request;
  return `Kemensos, Berdaya: ${cube.title.id} (${cube.title.en}), table ${id}, snapshot ${snapshot.version} of ${snapshot.asOf}, protection ${PROTECTION_POLICY}.`;
}

/** What goes with the values of a table wherever they go. */
export function notesOf(table: ProtectedTable): Note[] {
  const { id, request, snapshot, suppressed } = table;
  const { cube, by, where, time } = request;
  return [
    { name: 'Title', text: titleOf(request) },
    { name: 'Citation', text: citationOf(table) },
    { name: 'Table', text: id },
    { name: 'Snapshot', text: `Version ${snapshot.version} of ${snapshot.asOf}, built ${snapshot.builtAt}.` },
    { name: 'Protection', text: protectionText(suppressed) },
    { name: 'Totals', text: NOT_ADDITIVE },
    { name: 'Unit', text: cube.unit },
    ...where.map(({ dimension, categories }) => ({ name: `Only ${dimension}`, text: categories.join(', ') })),
    ...(time?.window
      ? [
          {
            name: 'Months',
            text: `${writePeriod(time.window.from, 'MONTH')} to ${writePeriod(time.window.to, 'MONTH')}`,
          },
        ]
      : []),
    ...by.map((name) => ({ name: `Column ${name}`, text: dimensionTitle(cube, name) })),
    ...measuresOf(cube, request.measures).map((measure) => ({ name: `Column ${measure.name}`, text: define(measure) })),
  ];
}

/** What the table is about, in one line. */
export function titleOf({ cube, by }: TableRequest): string {
  const title = `${cube.title.id} (${cube.title.en})`;
  return by.length === 0 ? title : `${title} by ${by.join(', ')}`;
}

/** The title of a dimension in both languages. */
export function dimensionTitle({ dimensions, time }: Cube, name: string): string {
  const title = name === PERIOD ? time?.title : dimensions.find((each) => each.name === name)?.title;
  return title ? `${title.id} (${title.en})` : name;
}

function define(measure: Measure): string {
  const unit = 'unit' in measure ? ` In ${measure.unit}.` : '';
  return `${measure.title.id} (${measure.title.en}). ${measure.definition}${unit}`;
}

function protectionText(suppressed: number): string {
  return `${PROTECTION_POLICY}: counts are perturbed and rounded to ${ROUNDING}; of fewer than ${THRESHOLD} units, or ${SENSITIVE_THRESHOLD} of sensitive categories, nothing is published. Cells suppressed or empty: ${suppressed}. An empty value is suppressed; an empty category stands for all.`;
}
