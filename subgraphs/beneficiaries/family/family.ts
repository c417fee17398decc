/** A family (keluarga: one KK) as the registry holds it. The KK number stays sealed until a viewer may see it. */
export interface FamilyRow {
  readonly id: string;
  /** null once the family is erased. */
  readonly kkSealed: string | null;
  readonly headId: string | null;
  readonly regionCode: string;
  readonly address: string | null;
  readonly latitude: string | null;
  readonly longitude: string | null;
  readonly desil: number;
  readonly desilSnapshot: string;
  readonly kpmFlags: readonly string[];
  readonly confirmedOn: string;
  readonly integrityScore: number | null;
}

/** Bands of the national welfare deciles that programs speak of. */
export const DESIL_BANDS = [
  ['DESIL_1_2', 2],
  ['DESIL_3_4', 4],
  ['DESIL_5', 5],
  ['DESIL_6_10', 10],
] as const;
export type DesilBand = (typeof DESIL_BANDS)[number][0];

export function desilBand(desil: number): DesilBand {
  const [band] = DESIL_BANDS.find(([, last]) => desil <= last) ?? ['DESIL_6_10'];
  return band;
}

/** Housing variables of the DTSEN draft (codes of its questionnaire). */
export const HOUSING_COLUMNS = {
  familiesInHouse: 'families_in_house',
  houseOwnership: 'house_ownership',
  floorMaterial: 'floor_material',
  wallMaterial: 'wall_material',
  roofMaterial: 'roof_material',
  waterSource: 'water_source',
  lightingSource: 'lighting_source',
  electricPower: 'electric_power',
  cookingFuel: 'cooking_fuel',
  toiletFacility: 'toilet_facility',
  toiletType: 'toilet_type',
  sewageDisposal: 'sewage_disposal',
} as const;

/** The highest code the questionnaire has for each; the power is in volt-ampere. */
export const HOUSING_HIGHEST: Readonly<Record<keyof typeof HOUSING_COLUMNS, number>> = {
  familiesInHouse: 30,
  houseOwnership: 5,
  floorMaterial: 9,
  wallMaterial: 7,
  roofMaterial: 8,
  waterSource: 11,
  lightingSource: 4,
  electricPower: 20_000,
  cookingFuel: 11,
  toiletFacility: 6,
  toiletType: 4,
  sewageDisposal: 6,
};

/** Asset counts of the DTSEN draft: counts, not booleans; gold in gram, land in hectare. */
export const ASSET_COLUMNS = {
  gasCylinder: 'asset_gas_cylinder',
  refrigerator: 'asset_refrigerator',
  airConditioner: 'asset_air_conditioner',
  waterHeater: 'asset_water_heater',
  telephone: 'asset_telephone',
  television: 'asset_television',
  goldGram: 'asset_gold_gram',
  laptop: 'asset_laptop',
  bicycle: 'asset_bicycle',
  motorcycle: 'asset_motorcycle',
  car: 'asset_car',
  boat: 'asset_boat',
  smartphone: 'asset_smartphone',
  landHectare: 'asset_land_hectare',
  otherHouse: 'asset_other_house',
  cattle: 'livestock_cattle',
  buffalo: 'livestock_buffalo',
  horse: 'livestock_horse',
  goat: 'livestock_goat',
} as const;
