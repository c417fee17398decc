/** A sign that a family is better off than its aid says, as a condition over `family f`, with the reason a checker reads. */
export interface Belonging {
  readonly reason: string;
  readonly where: string;
}

/**
 * Belongings that speak against need. They flag a family for a ground check and decide nothing: a motorcycle or a small field
 * alone is not among them, since poor families live from both.
 */
export const BELONGINGS: readonly Belonging[] = [
  { reason: 'owns a car', where: 'f.asset_car >= 1' },
  { reason: 'owns another house', where: 'f.asset_other_house >= 1' },
  { reason: 'has air conditioning', where: 'f.asset_air_conditioner >= 1' },
  { reason: 'has a water heater', where: 'f.asset_water_heater >= 1' },
  { reason: 'owns 20 gram of gold or more', where: 'f.asset_gold_gram >= 20' },
  { reason: 'owns two hectares of land or more', where: 'f.asset_land_hectare >= 2' },
  { reason: 'has a power line of 2,200 VA or more', where: 'f.electric_power >= 2200' },
];

/** Highest desil a program is for (PKH and Sembako 1 to 4, 2026); a family above it is checked. */
export const AID_DESIL = 4;
/** Families this poor without any program are looked for. */
export const POOREST_DESIL = 2;
/** Months after which a record counts as stale. */
export const STALE_MONTHS = 12;
/** Below this similarity, and with another birth date, the civil registry has somebody else under the NIK. */
export const SAME_NAME = 0.3;

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
  { points: 15, share: `CASE WHEN bool_or(m.id = f.head_id) AND NOT bool_or(ff.rule = 'F4') THEN 1 ELSE 0 END` },
  { points: 10, share: `CASE WHEN bool_or(ff.rule = 'MOVED') THEN 0 ELSE 1 END` },
  { points: 15, share: `CASE WHEN f.confirmed_on > run.on_day - interval '${STALE_MONTHS} months' THEN 1 ELSE 0 END` },
  {
    points: 15,
    share: `avg((CASE WHEN m.phone IS NULL THEN 0 ELSE 1 END + CASE WHEN m.address IS NULL THEN 0 ELSE 1 END
      + CASE WHEN m.schooling IS NULL THEN 0 ELSE 1 END + CASE WHEN m.highest_diploma IS NULL THEN 0 ELSE 1 END) / 4.0)`,
  },
  { points: 10, share: `avg(CASE WHEN m.match_status = 'PADAN' THEN 1 ELSE 0 END)` },
];
