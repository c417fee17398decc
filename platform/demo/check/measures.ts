import type { SubgraphName } from '../../../shared/config';
import { NATIONAL_KUBE } from '../../../subgraphs/programs/demo/kube';
import { NATIONAL_PENA, PENA_FACTOR } from '../../../subgraphs/programs/demo/pena';
import { MADE_IN_A_YEAR } from '../../../subgraphs/sentra/demo/devices';

/** A figure of the country beside that of a nation: counts are scaled, shares and amounts are not. */
export interface Measure {
  readonly name: string;
  readonly schema: Extract<SubgraphName, 'beneficiaries' | 'programs' | 'sentra'>;
  /** One number, `value`, null where there is nothing to measure. */
  readonly sql: string;
  readonly published: number;
  readonly isScaled: boolean;
  /** Within which share of the published figure a nation lies. */
  readonly band: readonly [number, number];
  readonly source: string;
}

const CLOSE = [0.95, 1.05] as const;
const NEAR = [0.9, 1.1] as const;
/** Shares of few. */
const WIDE = [0.6, 1.5] as const;

const count = (from: string) => `SELECT count(*)::float8 AS value FROM ${from}`;
const share = (part: string, whole: string) => `SELECT ((${part}) / nullif((${whole})::float8, 0)) AS value`;
const RECEIVES = `status IN ('ACTIVE', 'SUSPENDED', 'TRANSITION')`;

const scaled = (measure: Omit<Measure, 'isScaled'>): Measure => ({ ...measure, isScaled: true });
const fixed = (measure: Omit<Measure, 'isScaled'>): Measure => ({ ...measure, isScaled: false });

const POPULATION: readonly Measure[] = [
  scaled({
    ...{ name: 'individuals', schema: 'beneficiaries', published: 290_130_000, band: CLOSE },
    ...{ sql: count('person'), source: 'DTSEN, 10 July 2026' },
  }),
  scaled({
    ...{ name: 'families', schema: 'beneficiaries', published: 95_980_000, band: CLOSE },
    ...{ sql: count('family'), source: 'DTSEN, 10 July 2026' },
  }),
  fixed({
    ...{
      name: 'poor families (desil 1-2) in provinces 32, 33, 35',
      schema: 'beneficiaries',
      published: 10_898 / 23_852,
    },
    ...{
      sql: share(
        `SELECT count(*) FROM family WHERE desil <= 2 AND left(region_code, 2) IN ('32', '33', '35')`,
        'SELECT count(*) FROM family WHERE desil <= 2',
      ),
    },
    ...{ band: NEAR, source: 'BPS, poor people by province, March 2025' },
  }),
];

const PROGRAMS: readonly Measure[] = [
  scaled({
    ...{ name: 'PKH families', schema: 'programs', published: 10_000_000, band: NEAR },
    ...{ sql: count(`enrolment WHERE program_code = 'PKH' AND ${RECEIVES}`), source: 'quota of the program' },
  }),
  scaled({
    ...{ name: 'Sembako families', schema: 'programs', published: 18_300_000, band: NEAR },
    ...{ sql: count(`enrolment WHERE program_code = 'SEMBAKO' AND ${RECEIVES}`), source: 'quota of the program' },
  }),
  fixed({
    ...{ name: 'PKH, Rp a family a year', schema: 'programs', published: 2_860_000, band: CLOSE },
    ...{ source: 'Rp28.7T planned for 10M families' },
    sql: `SELECT (sum(p.amount) / count(DISTINCT p.enrolment_id) * 4 / count(DISTINCT p.period))::float8 AS value
      FROM payment p JOIN enrolment e ON e.id = p.enrolment_id
      WHERE e.program_code = 'PKH' AND p.year = 2026 AND p.status <> 'CANCELLED'`,
  }),
  scaled({
    ...{ name: 'KUBE groups', schema: 'programs', published: NATIONAL_KUBE, band: NEAR },
    ...{ sql: count('kube_group'), source: 'cumulative, estimated' },
  }),
  scaled({
    ...{ name: `PENA families, ${PENA_FACTOR} times`, schema: 'programs', published: NATIONAL_PENA * PENA_FACTOR },
    ...{ sql: count('pena_case'), band: NEAR, source: 'ministry, 2023' },
  }),
  fixed({
    ...{
      name: 'PENA graduates of those taken in',
      schema: 'programs',
      published: 10_073 / NATIONAL_PENA,
      band: [0.7, 1.2],
    },
    ...{ source: 'ministry, 2023' },
    sql: share(
      `SELECT count(*) FROM pena_case WHERE status = 'GRADUATED'`,
      'SELECT count(*) FROM pena_case WHERE approved_on IS NOT NULL',
    ),
  }),
];

/** Graduations on which the family has had its word. */
const DECIDED = `graduation WHERE refusal_reason IS NOT NULL OR support_until IS NOT NULL OR status = 'AGREED'`;
const GRADUATIONS: readonly Measure[] = [
  ['graduation refused', 'refusal_reason IS NOT NULL', DECIDED, 0.3],
  ['refusals appealed', 'appealed_on IS NOT NULL', 'graduation WHERE refusal_reason IS NOT NULL', 0.25],
  ['appeals upheld', `status = 'UPHELD'`, 'graduation WHERE appealed_on IS NOT NULL', 0.35],
  ['graduates relapsed in 12 months', 'relapsed_on IS NOT NULL', 'graduation WHERE graduated_on IS NOT NULL', 0.1],
].map(([name, part, whole, published]) =>
  fixed({
    ...{ name: String(name), schema: 'programs', published: Number(published), band: WIDE },
    ...{ sql: share(`SELECT count(*) FROM graduation WHERE ${part}`, `SELECT count(*) FROM ${whole}`) },
    source: 'refusal: ministry; the rest a choice of the platform',
  }),
);

const REACHED: readonly (readonly [name: string, events: readonly string[], share: number])[] = [
  ['accepted', ['AGREE'], 0.6],
  ['assessed', ['ASSESS'], 0.55],
  ['plan approved', ['APPROVE_PLAN'], 0.45],
  ['trained', ['FINISH_TRAINING'], 0.36],
  ['certified', ['CERTIFY'], 0.28],
  ['ready', ['CALL_READY_FOR_WORK', 'CALL_READY_FOR_BUSINESS'], 0.26],
];
const FUNNEL = REACHED.map(([name, events, published]) =>
  fixed({
    ...{ name: `of those reached: ${name}`, schema: 'sentra', published, band: NEAR, source: 'funnel of the platform' },
    sql: share(
      `SELECT count(DISTINCT entity_id) FROM transition_event WHERE machine = 'service_case'
         AND event IN (${events.map((event) => `'${event}'`).join(', ')})`,
      'SELECT count(*) FROM service_case',
    ),
  }),
);

const made = (type?: string) =>
  `SELECT coalesce(sum(made), 0)::float8 AS value FROM device_count${type === undefined ? '' : ` WHERE type = '${type}'`}`;
const DEVICES: readonly Measure[] = [
  fixed({
    ...{ name: 'devices made in a year', schema: 'sentra', published: 7_000, band: CLOSE, sql: made() },
    source: 'ministry; not scaled',
  }),
  fixed({
    ...{ name: '- three-wheel motorcycles', schema: 'sentra', published: MADE_IN_A_YEAR.THREE_WHEEL_MOTORCYCLE },
    ...{ band: CLOSE, sql: made('THREE_WHEEL_MOTORCYCLE'), source: 'ministry; not scaled' },
  }),
  fixed({
    ...{ name: '- adaptive canes (over)', schema: 'sentra', published: 5_000, band: [1, 1.1] },
    ...{ sql: made('ADAPTIVE_CANE'), source: 'ministry; not scaled' },
  }),
  fixed({
    ...{ name: 'devices distributed (at most those made)', schema: 'sentra', published: 7_000, band: [0.05, 1] },
    ...{
      sql: 'SELECT sum(distributed)::float8 AS value FROM device_count',
      source: 'counted apart; no device without a need',
    },
  }),
  fixed({
    ...{ name: '- each to a person with a need', schema: 'sentra', published: 1, band: [1, 1] },
    ...{ source: 'rule of the platform' },
    sql: share(
      `SELECT count(*) FROM device d JOIN device_need n ON n.id = d.need_id AND n.person_id = d.person_id AND n.type = d.type
       WHERE d.handed_over_on IS NOT NULL`,
      'SELECT sum(distributed) FROM device_count',
    ),
  }),
];

/** What a nation is held against. */
export const MEASURES: readonly Measure[] = [...POPULATION, ...PROGRAMS, ...GRADUATIONS, ...FUNNEL, ...DEVICES];
