import type { Province } from './provinces';
import { Deal, Quota } from './random';
import type { Random, Weighted } from './random';
import { poorFamilies, shareOfPeople, shareOfPoor } from './settlement';
import { DESIL_OF_FAMILIES, DESIL_OF_PKH, INCLUSION, NATIONAL, PROGRAMS } from './weights';

/** State of a family in a program, as enrolments.csv writes it. */
export type EnrolmentStatus =
  'CALON' | 'DITETAPKAN' | 'AKTIF' | 'DITANGGUHKAN' | 'TRANSISI' | 'GRADUASI_ALAMIAH' | 'GRADUASI_MANDIRI' | 'NONAKTIF';

/** What is decided about a family before its members exist. */
export interface FamilyPlan {
  /** 1 (poorest) to 10. */
  readonly desil: number;
  readonly pkh: EnrolmentStatus | undefined;
  readonly sembako: EnrolmentStatus | undefined;
  readonly pbi: boolean;
  /** Poor and in neither program: the defect EXCLUSION. */
  readonly excluded: boolean;
  /** Paid although not eligible in truth: the defect INCLUSION; `visible` when the assets show it. */
  readonly included: boolean;
  readonly visible: boolean;
}

/** States of PKH beside AKTIF, relative to each other. Exits of 2020: 71% natural, 29% voluntary; the rest estimated. */
const OTHER_PKH: readonly Weighted<EnrolmentStatus>[] = [
  ['GRADUASI_ALAMIAH', 400],
  ['NONAKTIF', 300],
  ['CALON', 200],
  ['GRADUASI_MANDIRI', 160],
  ['DITANGGUHKAN', 150],
  ['DITETAPKAN', 100],
  ['TRANSISI', 100],
];

/** States of Sembako beside AKTIF, relative to each other. Estimated. */
const OTHER_SEMBAKO: readonly Weighted<EnrolmentStatus>[] = [
  ['NONAKTIF', 350],
  ['GRADUASI_MANDIRI', 200],
  ['CALON', 150],
  ['DITANGGUHKAN', 120],
  ['DITETAPKAN', 80],
  ['TRANSISI', 60],
  ['GRADUASI_ALAMIAH', 40],
];

/** Decides wealth and programs family by family, so that the national totals come out for any number of families. */
export class FamilyPlanner {
  private readonly poor: Quota;
  private readonly lowDesil: Deal<number>;
  private readonly highDesil: Deal<number>;
  private readonly pkhByDesil: ReadonlyMap<number, Quota>;
  private readonly excluded: Quota;
  private readonly overlap: Quota;
  private readonly middle: Quota;
  private readonly otherPkh: Quota;
  private readonly otherPkhStatus: Deal<EnrolmentStatus>;
  private readonly otherSembako: Quota;
  private readonly otherSembakoStatus: Deal<EnrolmentStatus>;
  private readonly included: Quota;
  private readonly visible: Quota;

  constructor(private readonly random: Random) {
    const quota = (): Quota => new Quota(random);
    this.poor = quota();
    this.lowDesil = new Deal(DESIL_OF_FAMILIES.slice(0, 2), random);
    this.highDesil = new Deal(DESIL_OF_FAMILIES.slice(2), random);
    this.pkhByDesil = new Map(DESIL_OF_PKH.map(([desil]) => [desil, quota()]));
    this.excluded = quota();
    this.overlap = quota();
    this.middle = quota();
    this.otherPkh = quota();
    this.otherPkhStatus = new Deal(OTHER_PKH, random);
    this.otherSembako = quota();
    this.otherSembakoStatus = new Deal(OTHER_SEMBAKO, random);
    this.included = quota();
    this.visible = quota();
  }

  next(province: Province): FamilyPlan {
    const poor = this.poor.hit(poorFamilies(province));
    const desil = poor ? this.lowDesil.draw() : this.highDesil.draw();
    const pbi = this.random.chance(desil <= 4 ? PROGRAMS.pbiOfPoor : desil === 5 ? PROGRAMS.pbiOfFifth : 0);
    if (poor && this.excluded.hit(PROGRAMS.exclusion)) return { ...this.waiting(), desil, pbi };
    const pkhActive = this.pkhByDesil.get(desil)?.hit(pkhProbability(desil, province)) ?? false;
    const sembako = this.sembako(desil, pkhActive);
    const pkh = pkhActive ? 'AKTIF' : this.otherStatus(desil);
    const included = (pkhActive || sembako === 'AKTIF') && this.included.hit(inclusionProbability(desil));
    const visible = included && this.visible.hit(INCLUSION.visible);
    return { desil, pkh, sembako, pbi, excluded: false, included, visible };
  }

  private sembako(desil: number, pkhActive: boolean): EnrolmentStatus | undefined {
    if (pkhActive) return this.overlap.hit(PROGRAMS.sembakoOfPkh) ? 'AKTIF' : undefined;
    if (desil <= 2) return 'AKTIF';
    if (desil <= 5 && this.middle.hit(PROGRAMS.sembakoOfMiddle)) return 'AKTIF';
    return desil <= 6 && this.otherSembako.hit(PROGRAMS.otherSembako) ? this.otherSembakoStatus.draw() : undefined;
  }

  private otherStatus(desil: number): EnrolmentStatus | undefined {
    return desil <= 6 && this.otherPkh.hit(PROGRAMS.otherPkh) ? this.otherPkhStatus.draw() : undefined;
  }

  /** An excluded family; a few of them at least wait on a list. */
  private waiting(): Omit<FamilyPlan, 'desil' | 'pbi'> {
    const pkh = this.random.chance(PROGRAMS.candidates) ? 'CALON' : undefined;
    const sembako = this.random.chance(PROGRAMS.candidates) ? 'CALON' : undefined;
    return { pkh, sembako, excluded: true, included: false, visible: false };
  }
}

/** Chance that a family is in PKH: by desil, and above desil 2 also by how poor its province is. */
function pkhProbability(desil: number, province: Province): number {
  const families = weightOf(DESIL_OF_FAMILIES, desil) * NATIONAL.families;
  const national = (weightOf(DESIL_OF_PKH, desil) * NATIONAL.pkh) / families;
  if (desil <= 2) return national / (1 - PROGRAMS.exclusion);
  return Math.min(0.9, (national * shareOfPoor(province)) / shareOfPeople(province));
}

function inclusionProbability(desil: number): number {
  if (desil > 5) return INCLUSION.aboveFive;
  return desil === 5 ? INCLUSION.five : INCLUSION.upToFour;
}

function weightOf(table: readonly Weighted<number>[], value: number): number {
  return table.find(([known]) => known === value)?.[1] ?? 0;
}
