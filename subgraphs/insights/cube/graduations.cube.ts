import { bandOf, timeColumns } from './cube';
import type { Cube, Dimension, Measure } from './cube';
import { DESIL, HEAD_SEX, PLACE, PROGRAM, familyColumns } from './dimensions';

const codes = (
  name: string,
  column: string,
  title: Dimension['title'],
  categories: NonNullable<Dimension['categories']>,
): Dimension => ({ name, column, kind: 'CODES', title, of: 'ROW', categories });

const GROUND = codes(
  'GROUND',
  'ground',
  { en: 'Why the family should leave', id: 'Dasar usulan graduasi' },
  {
    NO_COMPONENT: 'Tidak ada komponen.',
    DESIL_ABOVE_LIMIT: 'Desil di atas batas.',
    INCOME_GROWN: 'Pendapatan usaha naik.',
    WORK_KEPT: 'Retensi kerja.',
    OWN_WISH: 'Keinginan sendiri.',
  },
);
const PROPOSED_BY = codes(
  'PROPOSED_BY',
  'proposed_by',
  { en: 'Who proposed it', id: 'Pengusul' },
  { PENDAMPING: 'Pendamping.', CITIZEN: 'Keluarga sendiri.', SYSTEM: 'A rule of the platform.' },
);
const REFUSAL_REASON = codes(
  'REFUSAL_REASON',
  'refusal_reason',
  { en: 'Why the family refused', id: 'Alasan menolak' },
  {
    NONE: 'Tidak menolak.',
    INCOME_UNSTABLE: 'Pendapatan belum stabil.',
    DEBT: 'Utang.',
    ILLNESS: 'Sakit.',
    FEAR_OF_LOSING_PBI: 'Takut kehilangan PBI-JK.',
    COMFORT: 'Sudah nyaman menerima bantuan.',
    DISPUTES_DATA: 'Menyanggah data.',
  },
);
const APPEAL_OUTCOME = codes(
  'APPEAL_OUTCOME',
  'appeal_outcome',
  { en: 'What became of the appeal', id: 'Hasil banding' },
  { NONE: 'Tidak banding.', PENDING: 'Belum diputus.', UPHELD: 'Dikabulkan.', REJECTED: 'Ditolak.' },
);
const EXIT_TYPE = codes(
  'EXIT_TYPE',
  'exit_type',
  { en: 'How the family left', id: 'Jenis graduasi' },
  {
    NONE: 'Belum graduasi.',
    NATURAL: 'Graduasi alamiah.',
    VOLUNTARY: 'Graduasi mandiri.',
    INELIGIBLE: 'After a hearing that found it no longer eligible.',
  },
);
const RELAPSE_REASON = codes(
  'RELAPSE_REASON',
  'relapse_reason',
  { en: 'Why the family needs aid again', id: 'Alasan kembali' },
  {
    NONE: 'Tidak kembali.',
    JOB_LOST: 'Kehilangan pekerjaan.',
    BUSINESS_FAILED: 'Usaha gagal.',
    DESIL_DROPPED: 'Desil turun.',
    ILLNESS: 'Sakit.',
    DISASTER: 'Bencana.',
  },
);

/** Days from an appeal to its decision: by regulation none, by the platform's design 30 for the appeal itself. */
const APPEAL_DAYS = [0, 7, 14, 21, 30, 45, 60, 90, 180] as const;

const count = (name: string, flag: string, title: Measure['title'], definition: string): Measure => ({
  kind: 'COUNT',
  name,
  flag,
  title,
  definition,
});
const rate = (
  name: string,
  numerator: string,
  denominator: string,
  title: Measure['title'],
  definition: string,
): Measure => ({ kind: 'RATE', name, numerator, denominator, title, definition });
const appealDays = (name: string, share: number): Measure => ({
  kind: 'QUANTILE',
  name,
  share,
  band: 'appeal_days',
  edges: APPEAL_DAYS,
  unit: 'DAYS',
  title: { en: `Days to decide an appeal, P${share * 100}`, id: `Lama putusan banding, P${share * 100}` },
  definition: 'Days from the appeal to the decision of the panel, of those that are decided.',
});

const MEASURES: readonly Measure[] = [
  {
    kind: 'COUNT',
    name: 'PROPOSALS',
    title: { en: 'Families proposed', id: 'Keluarga diusulkan' },
    definition: 'Families of whom it was proposed that they leave a program.',
  },
  count(
    'REFUSALS',
    'is_refused',
    { en: 'Families that refused', id: 'Keluarga menolak' },
    'Families that have refused, whatever became of it.',
  ),
  rate(
    'REFUSAL_RATE',
    'REFUSALS',
    'PROPOSALS',
    { en: 'Refusal rate', id: 'Tingkat penolakan' },
    'Families that refused by families proposed.',
  ),
  count(
    'APPEALS',
    'is_appealed',
    { en: 'Families that appealed', id: 'Keluarga banding' },
    'Families that have appealed after a refusal.',
  ),
  count(
    'APPEALS_DECIDED',
    'is_decided',
    { en: 'Appeals decided', id: 'Banding diputus' },
    'Families whose appeal was upheld or rejected.',
  ),
  count(
    'UPHELD',
    'is_upheld',
    { en: 'Appeals upheld', id: 'Banding dikabulkan' },
    'Families whose appeal was found right.',
  ),
  rate(
    'UPHELD_RATE',
    'UPHELD',
    'APPEALS_DECIDED',
    { en: 'Share of appeals upheld', id: 'Persentase banding dikabulkan' },
    'Appeals upheld by appeals decided.',
  ),
  appealDays('APPEAL_DAYS_P50', 0.5),
  appealDays('APPEAL_DAYS_P90', 0.9),
  count(
    'GRADUATED',
    'is_graduated',
    { en: 'Families that graduated', id: 'Keluarga graduasi' },
    'Families whose graduation has ended aid, also where they are back since.',
  ),
  count(
    'RELAPSED',
    'is_relapsed',
    { en: 'Families that relapsed', id: 'Keluarga kembali' },
    'Families that were readmitted within 12 months after they graduated.',
  ),
  rate(
    'RELAPSE_RATE',
    'RELAPSED',
    'GRADUATED',
    { en: 'Relapse rate', id: 'Tingkat kembali' },
    'Families that relapsed by families that graduated, also those whose 12 months are not over.',
  ),
];

/** How families leave programs: proposals, refusals, appeals, graduations and relapses. */
export const graduations: Cube = {
  name: 'graduations',
  title: { en: 'Graduation from programs', id: 'Graduasi' },
  description:
    'The latest proposal of each month that a family leaves a program, with what became of it; its time is the month of the proposal.',
  unit: 'FAMILY',
  rows: { within: ['PROGRAM', 'PERIOD'] },
  dimensions: [
    ...PLACE,
    DESIL,
    HEAD_SEX,
    PROGRAM,
    GROUND,
    PROPOSED_BY,
    REFUSAL_REASON,
    APPEAL_OUTCOME,
    EXIT_TYPE,
    RELAPSE_REASON,
  ],
  measures: MEASURES,
  time: { column: 'proposed', title: { en: 'Month of the proposal', id: 'Bulan usulan' }, of: 'ROW' },
  rollups: [
    ['PROVINCE', 'PROGRAM', 'REFUSAL_REASON', 'PROPOSED_BY'],
    ['PROVINCE', 'PROGRAM', 'EXIT_TYPE', 'RELAPSE_REASON'],
  ],
  source: () => `
    WITH latest AS (
      SELECT DISTINCT ON (family, program, date_trunc('month', proposed_on)) * FROM graduation
      ORDER BY family, program, date_trunc('month', proposed_on), proposed_on DESC, id
    )
    SELECT f.unit, f.rkey, f.mkey, ${familyColumns('f')}, g.program, g.ground, g.proposed_by, g.refusal_reason,
      g.appeal_outcome, CASE WHEN g.graduated_on IS NULL THEN 'NONE' WHEN e.status = 'GRADUATED_NATURALLY' THEN 'NATURAL'
        WHEN e.status = 'GRADUATED_VOLUNTARILY' THEN 'VOLUNTARY' WHEN e.status = 'INACTIVE' THEN 'INELIGIBLE'
        ELSE 'UNKNOWN' END AS exit_type, g.relapse_reason, ${timeColumns('proposed', 'g.proposed_on')},
      g.refused_on IS NOT NULL AS is_refused, g.appealed_on IS NOT NULL AS is_appealed,
      g.appeal_decided_on IS NOT NULL AS is_decided, g.appeal_outcome = 'UPHELD' AS is_upheld,
      ${bandOf('g.appeal_decided_on - g.appealed_on', APPEAL_DAYS)}::smallint AS appeal_days,
      g.graduated_on IS NOT NULL AS is_graduated,
      coalesce(g.relapsed_on <= g.graduated_on + interval '12 months', false) AS is_relapsed
    FROM latest g JOIN family f ON f.unit = g.family LEFT JOIN enrolment e ON e.id = g.enrolment`,
};
