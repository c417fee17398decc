import { timeColumns } from './cube';
import type { Cube, Dimension, Measure } from './cube';
import { PLACE, placeColumns } from './dimensions';

const LINE: Dimension = {
  name: 'LINE',
  column: 'line',
  kind: 'CODES',
  title: { en: 'Line of business', id: 'Jenis usaha' },
  of: 'UNIT',
  categories: {
    CULINARY: 'Kuliner.',
    CRAFTS: 'Kerajinan.',
    SERVICES: 'Jasa.',
    TRADE: 'Perdagangan.',
    FARMING: 'Pertanian.',
    LIVESTOCK: 'Peternakan.',
    FISHERY: 'Perikanan.',
  },
};
const STATUS: Dimension = {
  name: 'STATUS',
  column: 'status',
  kind: 'CODES',
  title: { en: 'State of the group', id: 'Status kelompok' },
  of: 'UNIT',
  categories: {
    PROPOSED: 'Usulan.',
    VERIFIED: 'Diverifikasi.',
    DESIGNATED: 'Ditetapkan.',
    DISBURSED: 'Dicairkan.',
    GROWING: 'Tumbuh.',
    DEVELOPED: 'Berkembang.',
    INDEPENDENT: 'Mandiri.',
    STALLED: 'Macet.',
    DISSOLVED: 'Bubar.',
  },
};

/** Groups of which so many months have passed since the grant, and those that were alive then. */
const survival = (months: number): readonly Measure[] => [
  {
    kind: 'COUNT',
    name: `GRANTED_${months}M`,
    flag: `is_granted_${months}`,
    title: { en: `Groups ${months} months after the grant`, id: `Kelompok ${months} bulan setelah pencairan` },
    definition: `Groups that were paid the grant ${months} months or more before the day of the snapshot.`,
  },
  {
    kind: 'COUNT',
    name: `ALIVE_${months}M`,
    flag: `is_alive_${months}`,
    title: { en: `Groups alive after ${months} months`, id: `Kelompok hidup setelah ${months} bulan` },
    definition: `Groups that ${months} months after the grant were neither stalled nor dissolved; an independent one is alive.`,
  },
  {
    kind: 'RATE',
    name: `SURVIVAL_${months}M`,
    numerator: `ALIVE_${months}M`,
    denominator: `GRANTED_${months}M`,
    title: { en: `Survival at ${months} months`, id: `Kelangsungan ${months} bulan` },
    definition: `Groups alive after ${months} months by groups ${months} months after the grant.`,
  },
];

const flags = (months: number, asOf: string): string => {
  const day = `(k.granted_on + interval '${months} months')::date`;
  const isOver = `coalesce(${day} <= ${asOf}, false)`;
  return `${isOver} AS is_granted_${months},
    ${isOver} AND coalesce(s.status_${months}, k.status) NOT IN ('STALLED', 'DISSOLVED') AS is_alive_${months}`;
};

/** The last state a group was in some months after the grant. */
const stateAfter = (months: number): string =>
  `(array_agg(s.status ORDER BY s.number DESC) FILTER (WHERE s.since <= k.granted_on + interval '${months} months'))[1]
    AS status_${months}`;

/** Business groups: where, in which line, what they sell and whether they last. */
export const kubes: Cube = {
  name: 'kubes',
  title: { en: 'Business groups (KUBE)', id: 'Kelompok Usaha Bersama' },
  description:
    'Every group, one row each, as it stands on the day of the snapshot; its time is the month of the grant.',
  unit: 'GROUP',
  rows: 'ONE',
  dimensions: [...PLACE, LINE, STATUS],
  measures: [
    {
      kind: 'COUNT',
      name: 'GROUPS',
      title: { en: 'Groups', id: 'Kelompok' },
      definition: 'Groups that were ever proposed.',
    },
    {
      kind: 'COUNT',
      name: 'GRANTED',
      flag: 'is_granted',
      title: { en: 'Groups paid', id: 'Kelompok dicairkan' },
      definition: 'Groups that were paid the grant.',
    },
    ...survival(12),
    ...survival(24),
    {
      kind: 'SUM',
      name: 'TURNOVER',
      amount: 'turnover',
      of: 'GRANTED',
      unit: 'IDR',
      title: { en: 'Turnover', id: 'Omzet' },
      definition: 'Turnover of all months on record of groups that were paid the grant.',
    },
    {
      kind: 'SUM',
      name: 'TURNOVER_MONTHS',
      amount: 'turnover_months',
      of: 'GRANTED',
      unit: 'MONTHS',
      title: { en: 'Months with turnover on record', id: 'Bulan omzet tercatat' },
      definition: 'Months of which a turnover is on record.',
    },
    {
      kind: 'MEAN',
      name: 'MEAN_TURNOVER',
      sum: 'TURNOVER',
      by: 'TURNOVER_MONTHS',
      unit: 'IDR',
      title: { en: 'Turnover a month', id: 'Rata-rata omzet per bulan' },
      definition: 'Turnover by months on record.',
    },
    {
      kind: 'SUM',
      name: 'GRANT_AMOUNT',
      amount: 'grant_amount',
      of: 'GRANTED',
      unit: 'IDR',
      title: { en: 'Rupiah of grants', id: 'Nominal bantuan' },
      definition: 'Grants paid to the accounts of groups.',
    },
  ],
  time: { column: 'granted', title: { en: 'Month of the grant', id: 'Bulan pencairan' }, of: 'UNIT' },
  source: (asOf) => `
    WITH lasting AS (
      SELECT k.unit, ${stateAfter(12)}, ${stateAfter(24)} FROM kube k JOIN kube_state s ON s.kube = k.unit GROUP BY k.unit
    )
    SELECT k.unit, k.rkey, k.mkey, ${placeColumns('k')}, k.line, k.status, ${timeColumns('granted', 'k.granted_on')},
      k.granted_on IS NOT NULL AS is_granted, ${flags(12, asOf)}, ${flags(24, asOf)},
      CASE WHEN k.granted_on IS NULL THEN 0 ELSE k.turnover END AS turnover,
      CASE WHEN k.granted_on IS NULL THEN 0 ELSE k.turnover_months END::bigint AS turnover_months, k.grant_amount
    FROM kube k LEFT JOIN lasting s ON s.unit = k.unit`,
};
