import { PROVINCES } from './provinces';
import type { Province } from './provinces';
import { apportion, at } from './random';
import type { Random } from './random';
import type { Atlas, District } from './regions';
import { DEMO_DISTRICT, FAMILIES_A_DISTRICT, FAMILIES_A_VILLAGE, POOR_FAMILIES } from './weights';

/** A populated district. */
export interface Settlement {
  readonly district: District;
  readonly province: Province;
  readonly families: number;
  /** Ten-digit codes of the villages its families live in. */
  readonly villages: readonly string[];
}

/** Totals over all provinces, thousands of people. */
const POOR_PEOPLE = PROVINCES.reduce((sum, { poor }) => sum + poor, 0);
const PEOPLE = PROVINCES.reduce((sum, { population }) => sum + population, 0);
/** Families the demo district's province keeps beside the demo district at least, so that the province is not one place. */
const LEAST_BESIDE_DEMO = 80;

/** Share of the nation's poor people who live in a province. */
export function shareOfPoor(province: Province): number {
  return province.poor / POOR_PEOPLE;
}

/** Share of the nation's people who live in a province. */
export function shareOfPeople(province: Province): number {
  return province.population / PEOPLE;
}

/** Share of a province's families that are poor (desil 1-2). */
export function poorFamilies(province: Province): number {
  const poor = POOR_FAMILIES * shareOfPoor(province);
  return poor / (poor + (1 - POOR_FAMILIES) * shareOfPeople(province));
}

/**
 * Which districts are populated and by how many families: the demo district first, then the others in code order. Small
 * nations stay clustered in few districts, so that lists and statistics of a district mean something.
 */
export function settle(atlas: Atlas, families: number, random: Random): Settlement[] {
  const demo = demoDistrict(atlas);
  const demoProvince = demo.code.slice(0, 2);
  const targets = provinceTargets(families, demoProvince);
  // A nation big enough for all districts leaves none out, not even in a province of few people and many districts.
  const everywhere = families >= FAMILIES_A_DISTRICT * atlas.districts.length;
  const others = PROVINCES.flatMap((province, index) => {
    const forced = province.code === demoProvince ? besideDemo(atlas, random) : [];
    const free = random.shuffle(atlas.ofProvince(province.code).filter((one) => one !== demo && !forced.includes(one)));
    const candidates = [...forced, ...free];
    const wanted = Math.round(at(targets, index) / FAMILIES_A_DISTRICT);
    const chosen = candidates.slice(0, everywhere ? candidates.length : Math.max(1, wanted));
    return settleProvince(province, chosen, at(targets, index), random);
  });
  const home = PROVINCES.find(({ code }) => code === demoProvince) ?? at(PROVINCES, 0);
  return [settlement(home, demo, DEMO_DISTRICT.families, random), ...others];
}

function settleProvince(
  province: Province,
  candidates: readonly District[],
  families: number,
  random: Random,
): Settlement[] {
  const chosen = candidates.slice(0, families);
  chosen.sort((one, other) => one.index - other.index);
  const weights = chosen.map(() => 0.6 + 0.8 * random.unit());
  const parts = apportion(families, weights, 1);
  return chosen.map((district, index) => settlement(province, district, at(parts, index), random));
}

function settlement(province: Province, district: District, families: number, random: Random): Settlement {
  const wanted = Math.max(1, Math.round(families / FAMILIES_A_VILLAGE));
  const villages = random.shuffle(district.villages).slice(0, wanted).sort();
  return { district, province, families, villages };
}

function provinceTargets(families: number, demoProvince: string): number[] {
  const weights = PROVINCES.map((province) => {
    const share = POOR_FAMILIES * shareOfPoor(province) + (1 - POOR_FAMILIES) * shareOfPeople(province);
    const target = share * families;
    return province.code === demoProvince ? Math.max(target - DEMO_DISTRICT.families, LEAST_BESIDE_DEMO) : target;
  });
  return apportion(families - DEMO_DISTRICT.families, weights, 1);
}

/** A district of the demo regency beside the demo district, so that a regency officer sees more than one place. */
function besideDemo(atlas: Atlas, random: Random): District[] {
  const regency = atlas.ofRegency(DEMO_DISTRICT.code.slice(0, 4));
  return random.shuffle(regency.filter(({ code }) => code !== DEMO_DISTRICT.code)).slice(0, 1);
}

function demoDistrict(atlas: Atlas): District {
  const demo = atlas.district(DEMO_DISTRICT.code);
  if (!demo) throw new Error(`The area data lacks the demo district ${DEMO_DISTRICT.code}`);
  return demo;
}
