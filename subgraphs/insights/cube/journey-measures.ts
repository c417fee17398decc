import { bandOf, timeColumns } from './cube';
import type { CountMeasure, Measure, TimeAxis } from './cube';

/** Days from the first meeting to work; the way of a centre takes five months, and some take years. */
const DAYS = [0, 30, 60, 90, 120, 150, 180, 210, 240, 300, 365, 450, 545, 730, 1_095] as const;

/** People who were met. */
export const REACHED: CountMeasure = {
  kind: 'COUNT',
  name: 'REACHED',
  title: { en: 'People reached', id: 'Dijangkau' },
  definition: 'People a centre has met (DIJANGKAU), by the case that was begun last.',
};
export const READY: CountMeasure = {
  kind: 'COUNT',
  name: 'READY',
  flag: 'is_ready',
  title: { en: 'Ready for work', id: 'Siap kerja' },
  definition: 'People of these who were called ready for work (SIAP_KERJA) at least once in that case.',
};
export const PLACED: CountMeasure = {
  kind: 'COUNT',
  name: 'PLACED',
  flag: 'is_placed',
  title: { en: 'Placed', id: 'Ditempatkan' },
  definition:
    'People of these who were called ready for work and have then begun to work for an employer (DITEMPATKAN), whether they still do.',
};

/** From being ready to work, and how long it took from the first meeting on. */
export const PLACEMENT: readonly Measure[] = [
  READY,
  PLACED,
  {
    kind: 'RATE',
    name: 'PLACEMENT_RATE',
    title: { en: 'Placement rate', id: 'Tingkat penempatan' },
    definition: 'PLACED by READY; with a period: of those who were first called ready in it.',
    numerator: 'PLACED',
    denominator: 'READY',
  },
  ...([50, 90] as const).map((percent): Measure => ({
    kind: 'QUANTILE',
    name: `DAYS_TO_PLACEMENT_P${percent}`,
    title: { en: `Days to placement, P${percent}`, id: `Hari sampai ditempatkan, P${percent}` },
    definition: `Days from the first meeting of the case to the first day of the first placement, within which ${percent}% of PLACED were placed.`,
    share: percent / 100,
    band: 'days_to_placement',
    edges: DAYS,
    unit: 'DAYS',
  })),
];

/** Columns of PLACEMENT and READY_MONTH from a row of `LATEST_CASES`. */
export function placementColumns(row: string): string {
  return `${row}.ready_on IS NOT NULL AS is_ready, ${row}.placed_on IS NOT NULL AS is_placed,
    ${bandOf(`${row}.placed_on - ${row}.reached_on`, DAYS)}::smallint AS days_to_placement,
    ${timeColumns('ready', `${row}.ready_on`)}`;
}

/** The cohort of a case. */
export const READY_MONTH: TimeAxis = {
  column: 'ready',
  title: { en: 'When first called ready for work', id: 'Kohor siap kerja' },
  of: 'UNIT',
};
