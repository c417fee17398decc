import { bandOf, timeColumns } from './cube';
import type { Cube, Dimension, Measure } from './cube';
import { AGE_BAND, DESIL, DISABILITY, PLACE, PROGRAM, SEX, personColumns, placeColumns } from './dimensions';
import { LATEST_ENROLMENT } from './participation';

const VARIANT: Dimension = {
  name: 'VARIANT',
  column: 'variant',
  kind: 'CODES',
  title: { en: 'Variant of PENA', id: 'Varian PENA' },
  of: 'ROW',
  categories: {
    NONE: 'KUBE or Prokus.',
    REGULER: 'Reguler.',
    BERDIKARI: 'Berdikari.',
    ATENSI: 'Atensi.',
    KOMUNITAS: 'Komunitas.',
    BENCANA: 'Bencana.',
    VOKASIONAL: 'Vokasional.',
  },
};
/** Clusters of PENA and lines of business of KUBE and Prokus are different lists of the ministry's. */
const LINE: Dimension = {
  name: 'LINE',
  column: 'line',
  kind: 'TEXT',
  title: { en: 'Cluster (PENA) or line of business', id: 'Klaster atau jenis usaha' },
  of: 'ROW',
};
const STATUS: Dimension = {
  name: 'STATUS',
  column: 'status',
  kind: 'TEXT',
  title: { en: 'State of the case or group', id: 'Status' },
  of: 'ROW',
};
const PAIR: Dimension = {
  name: 'PAIR',
  column: 'pair',
  kind: 'CODES',
  title: { en: 'Exclusive programs that gave within 12 months', id: 'Pasangan program ganda' },
  of: 'ROW',
  categories: {
    NONE: 'Tidak ganda.',
    KUBE_PENA: 'KUBE and PENA.',
    KUBE_PROKUS: 'KUBE and Prokus.',
    PENA_PROKUS: 'PENA and Prokus.',
  },
};

/** Lower bounds of the bands of days of a case, and of months of a business. */
const DAYS = [0, 14, 28, 42, 56, 84, 112, 140, 182, 273, 365, 547, 730] as const;
const MONTHS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 24, 36] as const;

const count = (name: string, flag: string, title: Measure['title'], definition: string): Measure => ({
  kind: 'COUNT',
  name,
  flag,
  title,
  definition,
});
const rate = (
  name: string,
  parts: { readonly numerator: string; readonly denominator: string },
  title: Measure['title'],
  definition: string,
): Measure => ({ kind: 'RATE', name, ...parts, title, definition });
const median = (
  name: string,
  band: string,
  { edges, unit }: { readonly edges: readonly number[]; readonly unit: string },
  title: Measure['title'],
  definition: string,
): Measure => ({ kind: 'QUANTILE', name, share: 0.5, band, edges, unit, title, definition });

const MEASURES: readonly Measure[] = [
  {
    kind: 'COUNT',
    name: 'PARTICIPANTS',
    title: { en: 'Persons proposed', id: 'Peserta diusulkan' },
    definition: 'Persons proposed to PENA or Prokus, and members of a KUBE or of a proposal of one.',
  },
  count(
    'FROM_PKH',
    'is_from_pkh',
    { en: 'Of families in PKH', id: 'Dari keluarga PKH' },
    'Persons whose family had an enrolment in PKH that began before they were proposed.',
  ),
  count(
    'APPROVED',
    'is_approved',
    { en: 'Taken in', id: 'Ditetapkan' },
    'Persons whose case or group was approved by decree.',
  ),
  count('GRANTED', 'is_granted', { en: 'Given a grant', id: 'Menerima bantuan' }, 'Persons who were given a grant.'),
  count(
    'FINISHED',
    'is_finished',
    { en: 'Finished', id: 'Graduasi usaha' },
    'Persons who graduated from PENA, completed Prokus, or whose KUBE became independent.',
  ),
  count(
    'LEFT_PKH',
    'is_left_pkh',
    { en: 'Of families that graduated from PKH', id: 'Keluarga graduasi PKH' },
    'Persons who were taken in and whose family has graduated from PKH, naturally or voluntarily.',
  ),
  rate(
    'FINISH_RATE',
    { numerator: 'FINISHED', denominator: 'GRANTED' },
    { en: 'Share of finished', id: 'Persentase graduasi usaha' },
    'Finished by given a grant.',
  ),
  median(
    'DAYS_TO_GRANT',
    'days_to_grant',
    { edges: DAYS, unit: 'DAYS' },
    { en: 'Days to the grant, P50', id: 'Lama sampai bantuan, P50' },
    'Days from the proposal to the grant.',
  ),
  median(
    'DAYS_TO_FINISH',
    'days_to_finish',
    { edges: DAYS, unit: 'DAYS' },
    { en: 'Days to the end, P50', id: 'Lama sampai graduasi usaha, P50' },
    'Days from the proposal to the graduation from PENA, completion of Prokus or independence of the KUBE.',
  ),
  count(
    'RUNNING',
    'is_running',
    { en: 'Businesses of PENA that ran', id: 'Usaha PENA berjalan' },
    'Persons in PENA whose business began to run.',
  ),
  count(
    'READY',
    'is_ready',
    { en: 'Ever ready', id: 'Pernah siap graduasi' },
    'Persons in PENA who were ever found ready: as many months in a row at the minimum wage (UMK) as the rule asks.',
  ),
  rate(
    'READY_RATE',
    { numerator: 'READY', denominator: 'RUNNING' },
    { en: 'Share of ready', id: 'Persentase siap graduasi' },
    'Ever ready by businesses of PENA that ran.',
  ),
  median(
    'MONTHS_TO_READY',
    'months_to_ready',
    { edges: MONTHS, unit: 'MONTHS' },
    { en: 'Months to a stable minimum wage, P50', id: 'Bulan sampai UMK stabil, P50' },
    'Months of 30.4 days from the day the business began to run to the first time it was found ready.',
  ),
  count(
    'DOUBLE',
    'is_double',
    { en: 'Persons in two exclusive programs', id: 'Penerima ganda' },
    'Persons given a grant by one of KUBE, PENA and Prokus of whose family another of them gave one within 12 months before or after.',
  ),
  {
    kind: 'SUM',
    name: 'DOUBLE_AMOUNT',
    amount: 'double_amount',
    of: 'DOUBLE',
    unit: 'IDR',
    title: { en: 'Rupiah of such grants', id: 'Nominal bantuan ganda' },
    definition: 'Grants of these persons in both programs; of a KUBE the share of a member.',
  },
];

/** Persons whom PENA, Prokus and KUBE help to a business, with how far they came. */
export const businesses: Cube = {
  name: 'businesses',
  title: { en: 'Business programs', id: 'Program usaha' },
  description:
    'The latest case of each person in PENA and Prokus, and membership of KUBE, where the person lives now; its time is the month of the proposal.',
  unit: 'PERSON',
  rows: { within: ['PROGRAM'] },
  dimensions: [...PLACE, DESIL, SEX, AGE_BAND, DISABILITY, PROGRAM, VARIANT, LINE, STATUS, PAIR],
  measures: MEASURES,
  time: { column: 'proposed', title: { en: 'Month of the proposal', id: 'Bulan usulan' }, of: 'ROW' },
  rollups: [
    ['PROVINCE', 'PROGRAM', 'VARIANT', 'LINE'],
    ['PROVINCE', 'PROGRAM', 'PAIR'],
  ],
  source: (asOf) => `
    WITH every AS (
      SELECT id, person, family, program, variant, line, status, grant_amount, proposed_on, approved_on, granted_on, running_on,
        ready_on, finished_on FROM business_case
      UNION ALL
      SELECT k.unit, m.person, m.family, 'KUBE', 'NONE', k.line, k.status, k.grant_amount / greatest(k.members, 1), k.proposed_on,
        k.designated_on, k.granted_on, NULL, NULL, k.independent_on
      FROM kube_member m JOIN kube k ON k.unit = m.kube
    ), latest AS MATERIALIZED (
      SELECT DISTINCT ON (e.person, e.program) e.* FROM every e JOIN person p ON p.unit = e.person
      ORDER BY e.person, e.program, e.proposed_on DESC, e.id
    ), doubled AS (
      SELECT one.family, one.program, min(least(one.program, other.program) || '_' || greatest(one.program, other.program)) AS pair
      FROM latest one JOIN latest other ON other.family = one.family AND other.program <> one.program
        AND other.granted_on BETWEEN one.granted_on - interval '12 months' AND one.granted_on + interval '12 months'
      GROUP BY one.family, one.program
    ), pkh AS (
      SELECT family, min(started_on) AS began_on FROM enrolment WHERE program = 'PKH' GROUP BY family
    ), left_pkh AS (
      SELECT family FROM (${LATEST_ENROLMENT}) e WHERE program = 'PKH' AND status LIKE 'GRADUATED%'
    )
    SELECT p.unit, p.rkey, p.mkey, ${placeColumns('f')}, f.desil, ${personColumns('p', asOf)}, b.program, b.variant, b.line,
      b.status, CASE WHEN b.granted_on IS NULL THEN 'NONE' ELSE coalesce(d.pair, 'NONE') END AS pair,
      ${timeColumns('proposed', 'b.proposed_on')},
      coalesce(k.began_on < b.proposed_on, false) AS is_from_pkh, b.approved_on IS NOT NULL AS is_approved,
      b.granted_on IS NOT NULL AS is_granted, b.finished_on IS NOT NULL AS is_finished,
      b.approved_on IS NOT NULL AND l.family IS NOT NULL AS is_left_pkh,
      ${bandOf('b.granted_on - b.proposed_on', DAYS)}::smallint AS days_to_grant,
      ${bandOf('b.finished_on - b.proposed_on', DAYS)}::smallint AS days_to_finish,
      b.running_on IS NOT NULL AS is_running, b.ready_on IS NOT NULL AS is_ready,
      ${bandOf('(b.ready_on - b.running_on) / 30.4', MONTHS)}::smallint AS months_to_ready,
      b.granted_on IS NOT NULL AND d.pair IS NOT NULL AS is_double,
      CASE WHEN b.granted_on IS NOT NULL AND d.pair IS NOT NULL THEN b.grant_amount ELSE 0 END::bigint AS double_amount
    FROM latest b JOIN person p ON p.unit = b.person JOIN family f ON f.unit = p.family
      LEFT JOIN doubled d ON d.family = b.family AND d.program = b.program
      LEFT JOIN pkh k ON k.family = b.family LEFT JOIN left_pkh l ON l.family = b.family`,
};
