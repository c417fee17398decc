/** A sign that a family is better off than its aid says, as a condition over `family f`, with the reason a checker reads. */
export interface Belonging {
  readonly reason: string;
  readonly where: string;
}

/**
 * Belongings that speak against need. They flag a family for a ground check and decide nothing: a motorcycle, a small field
 * or a water heater alone is not among them, since poor families live from or with these. Tuned on synthetic families.
 */
export const BELONGINGS: readonly Belonging[] = [
  { reason: 'owns a car', where: 'f.asset_car >= 1' },
  { reason: 'owns another house', where: 'f.asset_other_house >= 1' },
  { reason: 'has air conditioning', where: 'f.asset_air_conditioner >= 1' },
  { reason: 'owns ten gram of gold or more, the least the registry asks for', where: 'f.asset_gold_gram >= 10' },
  { reason: 'owns a hectare of land, twice what a small farmer has', where: 'f.asset_land_hectare >= 1' },
  { reason: 'has a power line of 2,200 VA or more', where: 'f.electric_power >= 2200' },
];

/** Until which desil a program takes families in, from a day on; a recipient above it is checked. */
export interface DesilLimit {
  readonly program: 'PKH' | 'SEMBAKO';
  readonly highest: number;
  readonly validFrom: string;
  readonly legalRef: string;
}

/** The programs subgraph publishes the same rules; a check cannot wait for another service. */
export const DESIL_LIMITS: readonly DesilLimit[] = [
  { program: 'PKH', highest: 4, validFrom: '2025-02-05', legalRef: 'Inpres 4/2025' },
  { program: 'SEMBAKO', highest: 5, validFrom: '2025-02-05', legalRef: 'Inpres 4/2025' },
  { program: 'SEMBAKO', highest: 4, validFrom: '2026-01-01', legalRef: 'Inpres 4/2025' },
];

/** Families this poor without any program are looked for. */
export const POOREST_DESIL = 2;
/** Months after which a record counts as stale. */
export const STALE_MONTHS = 12;
/** Below this similarity, and with another birth date, the civil registry has somebody else under the NIK. */
export const SAME_NAME = 0.3;

/** The day of the snapshot; as a subquery, since the planner thinks that a joined temporary table has a thousand rows. */
export const ON_DAY = '(SELECT on_day FROM intake_run)';

/**
 * Points of a family's integrity score, 100 in all (Permensos 3/2021: individual and unique, NIK-name-address match, family a
 * set of persons, no overlap, complete attributes), each as a share between 0 and 1 over `family f` and its living members
 * `m` (aggregates): identity, family, region, freshness, completeness, match with the civil registry.
 */
export const SCORE_PARTS: readonly { readonly points: number; readonly share: string }[] = [
  {
    points: 35,
    share: `avg(CASE WHEN m.match_status IN ('PADAN', 'BELUM_DICEK') AND m.nik_index IS NOT NULL THEN 1 ELSE 0 END)`,
  },
  {
    points: 15,
    share: `CASE WHEN bool_or(m.id = f.head_id) AND bool_or(ff.rule = 'F4') IS NOT TRUE THEN 1 ELSE 0 END`,
  },
  { points: 10, share: `CASE WHEN bool_or(ff.rule = 'MOVED') THEN 0 ELSE 1 END` },
  { points: 15, share: `CASE WHEN f.confirmed_on >= ${ON_DAY} - interval '${STALE_MONTHS} months' THEN 1 ELSE 0 END` },
  {
    // One telephone is enough for a family: small children have none.
    points: 15,
    share: `(count(m.phone) > 0)::int * 0.25 + avg(num_nonnulls(m.address, m.schooling, m.highest_diploma)) * 0.25`,
  },
  { points: 10, share: `avg(CASE WHEN m.match_status = 'PADAN' THEN 1 ELSE 0 END)` },
];
