import { CodedError } from '../../../shared/errors';
import { dayOfIso } from './days';
import type { Day } from './days';
import { DefectMaker } from './defects';
import type { Defect } from './defects';
import { EmployerMaker } from './employer-maker';
import { EnrolmentMaker } from './enrolment-maker';
import { FamilyMaker } from './family-maker';
import { familyId, personId } from './keys';
import { NationFiles } from './nation-files';
import { Random, at } from './random';
import { Atlas } from './regions';
import type { NationFile } from './registry-rows';
import { settle } from './settlement';
import type { Settlement } from './settlement';
import { VacancyMaker } from './vacancy-maker';
import { CIVIL_SNAPSHOT, DEMO_DISTRICT, NATIONAL, SNAPSHOT, SNAPSHOT_DAY } from './weights';

/** Raised whenever the same seed and scale give other files than before. */
export const GENERATOR_VERSION = 1;
/** People in reality for one in the demo nation. */
export const SCALES = { largestNation: 100, smallestNation: 100_000 } as const;

/** What a nation is made from. */
export interface NationOptions {
  /** People in reality for one in the nation: 10000 for 1:10000. */
  readonly scale: number;
  /** Whole number from 0 to 2^32-1. */
  readonly seed: number;
  /** Folder the files are written to; created if need be. */
  readonly out: string;
  /** The day the nation is frozen, `YYYY-MM-DD`; ages and freshness count from it. */
  readonly today?: string;
  /** Families done and to do, called once a district. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What nation.json says. */
export interface NationManifest {
  readonly generator: 'berdaya-nation';
  readonly version: number;
  readonly snapshot: string;
  readonly civilSnapshot: string;
  readonly today: string;
  readonly seed: number;
  /** People in reality for one in the nation. */
  readonly scale: number;
  /** Rows of each file, without the header. */
  readonly counts: Readonly<Record<NationFile, number>>;
  /** Planted defects; STALE counts families. */
  readonly defects: Readonly<Partial<Record<Defect, number>>>;
  /** The family without any defect whose head is the citizen of the demo. */
  readonly demo: { readonly district: string; readonly family: string; readonly person: string };
  /** Populated districts in the order their families were made, and the families that truly live in each. */
  readonly districts: readonly {
    readonly code: string;
    readonly name: string;
    readonly regency: string;
    readonly families: number;
  }[];
}

/**
 * Writes a demo nation: registry, civil extract, enrolments, payments and employers, with planted defects and the truth
 * about them. The same seed, scale and day give the same bytes on every machine.
 */
export async function generateNation(options: NationOptions): Promise<NationManifest> {
  const today = checked(options);
  const atlas = await Atlas.load();
  const families = Math.round(NATIONAL.families / options.scale);
  const settlements = settle(atlas, families, new Random(options.seed, 'settlements'));
  const files = await NationFiles.open(options.out);
  try {
    await writeFamilies(options, today, atlas, settlements, families, files);
    writeEmployers(options.seed, settlements, files);
    const manifest = manifestOf(options, settlements, files);
    await files.publish(manifest);
    return manifest;
  } catch (error) {
    await files.discard();
    throw error;
  }
}

async function writeFamilies(
  { seed, onProgress }: NationOptions,
  today: Day,
  atlas: Atlas,
  settlements: readonly Settlement[],
  total: number,
  files: NationFiles,
): Promise<void> {
  const maker = new FamilyMaker(seed, atlas, at(settlements, 0), today);
  const defects = new DefectMaker(seed, atlas, maker.niks, today);
  const enrolments = new EnrolmentMaker(seed);
  let done = 0;
  for (const settlement of settlements) {
    maker.niks.enter(settlement.district);
    for (let family = 0; family < settlement.families; family += 1) {
      done += 1;
      const listing = defects.list(maker.make(done, settlement));
      files.addFamily(listing, enrolments.make(listing));
    }
    await files.drain();
    onProgress?.(done, total);
  }
}

function writeEmployers(seed: number, settlements: readonly Settlement[], files: NationFiles): void {
  const vacancies = new VacancyMaker(new Random(seed, 'vacancies'));
  const employers = new EmployerMaker(new Random(seed, 'employers'), settlements).make();
  for (const [rank, employer] of employers.entries()) files.addEmployer(employer, vacancies.make(employer, rank));
}

function manifestOf(
  { seed, scale, today }: NationOptions,
  settlements: readonly Settlement[],
  files: NationFiles,
): NationManifest {
  return {
    generator: 'berdaya-nation',
    version: GENERATOR_VERSION,
    snapshot: SNAPSHOT,
    civilSnapshot: CIVIL_SNAPSHOT,
    today: today ?? SNAPSHOT_DAY,
    seed,
    scale,
    counts: files.counts(),
    defects: Object.fromEntries([...files.defects].sort(([one], [other]) => (one < other ? -1 : 1))),
    demo: { district: DEMO_DISTRICT.code, family: familyId(1), person: personId(1) },
    districts: settlements.map(({ district, families }) => ({
      code: district.code,
      name: district.name,
      regency: district.regency,
      families,
    })),
  };
}

/** The day the nation is frozen; refuses options no nation can be made from. */
function checked({ scale, seed, out, today = SNAPSHOT_DAY }: NationOptions): Day {
  const { largestNation, smallestNation } = SCALES;
  if (!Number.isInteger(scale) || scale < largestNation || scale > smallestNation) {
    throw invalid('--scale', `a whole scale from 1:${largestNation} to 1:${smallestNation} is needed`);
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > 4_294_967_295) {
    throw invalid('--seed', 'a whole number from 0 to 4294967295 is needed');
  }
  if (out.trim() === '') throw invalid('--out', 'a folder is needed');
  const day = dayOfIso(today);
  if (day === undefined) throw invalid('--today', 'a date like 2026-09-30 is needed');
  return day;
}

function invalid(name: string, reason: string): CodedError {
  return new CodedError('CONFIG_INVALID', { name, reason });
}
