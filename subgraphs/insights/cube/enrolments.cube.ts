import { timeColumns } from './cube';
import type { Cube, Dimension, Measure } from './cube';
import { DESIL, HEAD_SEX, PLACE, PROGRAM, familyColumns } from './dimensions';
import { CARRIED, FACILITATORS, LATEST_ENROLMENT, RECEIVING } from './participation';

const STATUS: Dimension = {
  name: 'STATUS',
  column: 'status',
  kind: 'CODES',
  title: { en: 'State of the enrolment', id: 'Status kepesertaan' },
  of: 'ROW',
  categories: {
    CANDIDATE: 'Calon.',
    DESIGNATED: 'Ditetapkan.',
    ACTIVE: 'Aktif.',
    SUSPENDED: 'Ditangguhkan.',
    TRANSITION: 'Transisi.',
    GRADUATED_NATURALLY: 'Graduasi alamiah.',
    GRADUATED_VOLUNTARILY: 'Graduasi mandiri.',
    INACTIVE: 'Nonaktif: out for another reason.',
  },
};

const COMPONENT_MIX: Dimension = {
  name: 'COMPONENT_MIX',
  column: 'component_mix',
  kind: 'CODES',
  title: { en: 'Kinds of PKH components carried together', id: 'Kombinasi kelompok komponen' },
  of: 'ROW',
  categories: {
    NONE: 'Tidak ada komponen.',
    HEALTH: 'Kesehatan: pregnant women and small children.',
    EDUCATION: 'Pendidikan: pupils.',
    WELFARE: 'Kesejahteraan sosial: the elderly, severe disability and what is special.',
    HEALTH_EDUCATION: 'Kesehatan dan pendidikan.',
    HEALTH_WELFARE: 'Kesehatan dan kesejahteraan sosial.',
    EDUCATION_WELFARE: 'Pendidikan dan kesejahteraan sosial.',
    ALL: 'Ketiganya.',
  },
};

/** What a simulation of another rate is worked out of, see `simulation/pkh-cost.ts`. */
const COMPONENT_PROFILE: Dimension = {
  name: 'COMPONENT_PROFILE',
  column: 'component_profile',
  kind: 'TEXT',
  title: { en: 'Components carried, each with how many persons', id: 'Profil komponen' },
  of: 'ROW',
  sensitive: 'ALL',
};

const COMPONENTS: Dimension = {
  name: 'COMPONENTS',
  column: 'components',
  kind: 'NUMBER',
  title: { en: 'Components carried', id: 'Jumlah komponen' },
  of: 'ROW',
};

const FACILITATOR_LOAD: Dimension = {
  name: 'FACILITATOR_LOAD',
  column: 'facilitator_load',
  kind: 'CODES',
  title: { en: 'Families of PKH the facilitator looks after', id: 'Beban pendamping' },
  of: 'ROW',
  // Many a district has one facilitator.
  apartFrom: ['DISTRICT'],
  categories: {
    FAMILIES_1_99: '1 to 99.',
    FAMILIES_100_199: '100 to 199.',
    FAMILIES_200_299: '200 to 299.',
    FAMILIES_300_399: '300 to 399.',
    FAMILIES_400_PLUS: '400 or more.',
  },
};

const AGE_OUT: Dimension = {
  name: 'AGE_OUT',
  column: 'age_out',
  kind: 'CODES',
  title: { en: 'Stage from which on no child carries a component', id: 'Tahap anak terakhir keluar' },
  of: 'ROW',
  categories: {
    NEXT_1: 'The stage after that of the snapshot.',
    NEXT_2: 'The second stage after it.',
    NEXT_3: 'The third.',
    NEXT_4: 'The fourth.',
    LATER: 'Later.',
    NEVER: 'A component that does not end with age is carried too.',
    NONE: 'No component is carried.',
  },
};

const MEASURES: readonly Measure[] = [
  {
    kind: 'COUNT',
    name: 'FAMILIES',
    title: { en: 'Families', id: 'Keluarga' },
    definition: 'Families that were ever proposed for the program.',
  },
  {
    kind: 'COUNT',
    name: 'KPM',
    flag: 'is_receiving',
    title: { en: 'Recipient families', id: 'Keluarga penerima manfaat' },
    definition: 'Families that are paid: active or in transition on the day of the snapshot.',
  },
  {
    kind: 'COUNT',
    name: 'GRADUATES',
    flag: 'is_graduated',
    title: { en: 'Graduates', id: 'Graduasi' },
    definition: 'Families that have graduated from the program, naturally or voluntarily, and are not back.',
  },
  {
    kind: 'COUNT',
    name: 'EXITS',
    flag: 'is_out',
    title: { en: 'Exits', id: 'Keluar' },
    definition: 'Families that have left the program: graduated, or inactive for another reason.',
  },
  {
    kind: 'COUNT',
    name: 'TO_KUBE',
    flag: 'is_in_kube',
    title: { en: 'Exits into KUBE', id: 'Transisi ke KUBE' },
    definition: 'Exits of which a member joined a KUBE on the last day of the enrolment or within 12 months after it.',
  },
  {
    kind: 'RATE',
    name: 'TO_KUBE_RATE',
    numerator: 'TO_KUBE',
    denominator: 'EXITS',
    title: { en: 'Share of exits into KUBE', id: 'Persentase transisi ke KUBE' },
    definition: 'Exits into KUBE by exits.',
  },
  {
    kind: 'SUM',
    name: 'COMPONENTS_CARRIED',
    amount: 'components_carried',
    of: 'KPM',
    unit: 'COMPONENTS',
    title: { en: 'Components carried', id: 'Komponen' },
    definition: 'Components carried by persons of recipient families on the day of the snapshot, paid or not.',
  },
  {
    kind: 'MEAN',
    name: 'MEAN_COMPONENTS',
    sum: 'COMPONENTS_CARRIED',
    by: 'KPM',
    unit: 'COMPONENTS',
    title: { en: 'Components a family', id: 'Rata-rata komponen' },
    definition: 'Components carried by recipient families.',
  },
  {
    kind: 'SUM',
    name: 'LATEST_AMOUNT',
    amount: 'latest_amount',
    of: 'KPM',
    unit: 'IDR',
    title: { en: 'Rupiah of the latest stage or month', id: 'Nominal tahap terakhir' },
    definition:
      'Payments of recipient families, planned or made and not cancelled, for the latest stage or month of the program that has begun.',
  },
  {
    kind: 'MEAN',
    name: 'MEAN_LATEST_AMOUNT',
    sum: 'LATEST_AMOUNT',
    by: 'KPM',
    unit: 'IDR',
    title: { en: 'Rupiah a family and stage or month', id: 'Rata-rata nominal tahap terakhir' },
    definition: 'Rupiah of the latest stage or month by recipient families.',
  },
  {
    kind: 'COUNT',
    name: 'AGING_OUT',
    flag: 'is_aging_out',
    title: { en: 'Families whose last child ages out', id: 'Keluarga yang anak terakhirnya keluar' },
    definition:
      'Recipient families all of whose components children carry, the last of whom reaches the age at which it ends (PUPIL_AGE of PKH) so that one of the next four stages is not paid.',
  },
  {
    kind: 'COUNT',
    name: 'LOSING_ALL_AID',
    flag: 'is_losing_all',
    title: { en: 'Families that lose all aid then', id: 'Keluarga yang kehilangan semua bantuan' },
    definition: 'Families whose last child ages out and that receive no other program on the day of the snapshot.',
  },
];

const OUT = `('GRADUATED_NATURALLY', 'GRADUATED_VOLUNTARILY', 'INACTIVE')`;

/** Quarters since the beginning of time. */
const quarterOf = (day: string) => `(extract(year FROM ${day}) * 4 + extract(quarter FROM ${day}))::int`;

/** The first stage no child is carried in, counted from that of the day. */
const stagesAhead = (asOf: string) => `greatest(1, ${quarterOf('c.children_until')} - ${quarterOf(asOf)} + 1)`;

const ageOut = (asOf: string) => `CASE WHEN c.enrolment IS NULL THEN 'NONE' WHEN c.is_lasting THEN 'NEVER'
  WHEN ${stagesAhead(asOf)} > 4 THEN 'LATER' ELSE 'NEXT_' || ${stagesAhead(asOf)} END`;

const MIX = `CASE WHEN c.enrolment IS NULL THEN 'NONE' WHEN c.health AND c.education AND c.welfare THEN 'ALL'
  ELSE array_to_string(array_remove(ARRAY[CASE WHEN c.health THEN 'HEALTH' END, CASE WHEN c.education THEN 'EDUCATION' END,
    CASE WHEN c.welfare THEN 'WELFARE' END], NULL), '_') END`;

const LOAD_BAND = `CASE WHEN l.families IS NULL THEN 'UNKNOWN' WHEN l.families >= 400 THEN 'FAMILIES_400_PLUS'
  WHEN l.families >= 100 THEN 'FAMILIES_' || l.families / 100 || '00_' || l.families / 100 || '99' ELSE 'FAMILIES_1_99' END`;

/** Families in programs: who is paid, who has left and how, what they carry and what it gives. */
export const enrolments: Cube = {
  name: 'enrolments',
  title: { en: 'Enrolments in programs', id: 'Kepesertaan program' },
  description:
    'The latest enrolment of each family in each program, as it stands on the day of the snapshot. Its time is the month of its last day.',
  unit: 'FAMILY',
  rows: { within: ['PROGRAM'] },
  dimensions: [
    ...PLACE,
    DESIL,
    HEAD_SEX,
    PROGRAM,
    STATUS,
    COMPONENT_MIX,
    COMPONENT_PROFILE,
    COMPONENTS,
    FACILITATOR_LOAD,
    AGE_OUT,
  ],
  measures: MEASURES,
  time: { column: 'ended', title: { en: 'Last month of the enrolment', id: 'Bulan keluar' }, of: 'ROW' },
  rollups: [
    ['PROVINCE', 'REGENCY', 'DESIL', 'PROGRAM', 'STATUS'],
    ['PROVINCE', 'PROGRAM', 'COMPONENT_MIX', 'DESIL'],
    ['PROVINCE', 'PROGRAM', 'COMPONENT_PROFILE'],
    ['PROVINCE', 'PROGRAM', 'AGE_OUT'],
    ['PROVINCE', 'REGENCY', 'PROGRAM', 'FACILITATOR_LOAD'],
  ],
  source: (asOf) => `
    WITH latest AS MATERIALIZED (${LATEST_ENROLMENT}), carried AS (${CARRIED(asOf)}), load AS (${FACILITATORS}),
    aid AS (SELECT family, count(*) AS programs FROM latest WHERE status IN ${RECEIVING} GROUP BY family),
    stage AS (
      SELECT e.program, max(p.period) AS period FROM payment p JOIN latest e ON e.id = p.enrolment
      WHERE p.period <= ${asOf} GROUP BY e.program
    ), paid AS (
      SELECT p.enrolment, sum(p.amount)::bigint AS amount FROM payment p JOIN latest e ON e.id = p.enrolment
        JOIN stage s ON s.program = e.program AND s.period = p.period
      WHERE p.status <> 'CANCELLED' GROUP BY p.enrolment
    ), to_kube AS (
      SELECT DISTINCT e.id FROM latest e JOIN kube_member m ON m.family = e.family JOIN person p ON p.unit = m.person
      WHERE e.status IN ${OUT} AND m.joined_on BETWEEN e.ended_on AND e.ended_on + interval '12 months'
    ), known AS (
      SELECT e.*, e.status IN ${RECEIVING} AS is_receiving, ${ageOut(asOf)} AS age_out, ${MIX} AS component_mix,
        coalesce(c.profile, 'NONE') AS component_profile, coalesce(c.components, 0)::int AS components
      FROM latest e LEFT JOIN carried c ON c.enrolment = e.id
    )
    SELECT f.unit, f.rkey, f.mkey, ${familyColumns('f')}, e.program, e.status, e.component_mix, e.component_profile,
      e.components::smallint AS components, ${LOAD_BAND} AS facilitator_load, e.age_out,
      ${timeColumns('ended', 'e.ended_on')},
      e.is_receiving, e.status LIKE 'GRADUATED%' AS is_graduated, e.status IN ${OUT} AS is_out, k.id IS NOT NULL AS is_in_kube,
      CASE WHEN e.is_receiving THEN e.components ELSE 0 END::bigint AS components_carried,
      CASE WHEN e.is_receiving THEN coalesce(p.amount, 0) ELSE 0 END::bigint AS latest_amount,
      e.is_receiving AND e.age_out LIKE 'NEXT%' AS is_aging_out,
      e.is_receiving AND e.age_out LIKE 'NEXT%' AND a.programs = 1 AS is_losing_all
    FROM known e JOIN family f ON f.unit = e.family LEFT JOIN load l ON l.facilitator = e.facilitator
      LEFT JOIN aid a ON a.family = e.family LEFT JOIN paid p ON p.enrolment = e.id LEFT JOIN to_kube k ON k.id = e.id`,
};
