import type { Day } from './days';
import type { Citizen, Family } from './family-maker';
import { familyId, personId } from './keys';
import type { Person } from './person-maker';
import { brokenNik } from './nik';
import type { NikOffice } from './nik';
import { nameVariant } from './names';
import { Quota, Random } from './random';
import { SecondRecords } from './second-records';
import type { SecondRecord } from './second-records';
import { WrongRegions } from './wrong-regions';
import type { Atlas } from './regions';
import { DECEASED_BY_AGE, DEFECT_SHARES, SECOND_RECORD } from './weights';

/** The defects truth.csv knows. */
export type Defect = keyof typeof DEFECT_SHARES | 'INCLUSION' | 'EXCLUSION';

/** A row of persons.csv: a human being as the registry believes them to be. */
export interface PersonRecord extends Person {
  /** `idIndividu`. */
  readonly id: string;
  readonly nik: string;
}

/** A row of civil.csv. */
export interface CivilRecord {
  readonly nik: string;
  readonly kk: string;
  readonly name: string;
  readonly birth: Day;
  readonly sex: 1 | 2;
  readonly village: string;
  readonly status: 'ACTIVE' | 'DECEASED' | 'DUPLICATE';
  /** Day of death or of the finding. */
  readonly event: Day | undefined;
}

/** A row of truth.csv. */
export interface Truth {
  readonly subject: 'PERSON' | 'FAMILY';
  readonly id: string;
  readonly defect: Defect;
  /** The other side: the person duplicated, the true region. */
  readonly reference: string;
}

/** What the registries hold about a family. */
export interface Listing {
  /** `idKeluarga`. */
  readonly id: string;
  readonly family: Family;
  /** The village the registry believes the family lives in. */
  readonly village: string;
  /** Day the family was last confirmed. */
  readonly confirmed: Day;
  /** The listed members, the head first. */
  readonly persons: readonly PersonRecord[];
  readonly civil: readonly CivilRecord[];
  readonly truths: readonly Truth[];
}

/** A year and the days around it in which neither side can doubt whether a record is stale. */
const FRESH_DAYS = [1, 355] as const;
const STALE_DAYS = [375, 1500] as const;
/** Families that can be listed with one member: several in truth, and not in PKH. */
const ONE_MEMBER_ELIGIBLE = 0.72;
/** First records: second ones get no further defect. */
const FIRST_RECORDS = 1 - DEFECT_SHARES.DUPLICATE;
/** First records left when those with a broken or unmatched NIK are set apart, and when the deceased are too. */
const WITH_MATCHED_NIK = FIRST_RECORDS - DEFECT_SHARES.NIK_INVALID - DEFECT_SHARES.UNMATCHED;
const WITH_LIVING_NIK = WITH_MATCHED_NIK - DEFECT_SHARES.DECEASED;
/** Name variants of people with one record; second records bring theirs. */
const FIRST_NAME_VARIANTS =
  DEFECT_SHARES.NAME_VARIANT - DEFECT_SHARES.DUPLICATE * SECOND_RECORD.sameNik * SECOND_RECORD.nameVariant;

/** The rows gathered while a family is being listed. */
interface Draft {
  readonly family: Family;
  readonly clean: boolean;
  readonly persons: PersonRecord[];
  readonly civil: CivilRecord[];
  readonly truths: Truth[];
}

/** Turns true families into what the registries hold about them, and notes every defect it plants. */
export class DefectMaker {
  private readonly random: Random;
  private readonly quotas: Readonly<Record<keyof typeof DEFECT_SHARES, Quota>>;
  private readonly seconds: SecondRecords;
  private readonly regions: WrongRegions;
  private persons = 0;

  constructor(
    seed: number,
    atlas: Atlas,
    private readonly niks: NikOffice,
    private readonly today: Day,
  ) {
    this.random = new Random(seed, 'defects');
    const quota = (): Quota => new Quota(this.random);
    this.quotas = {
      NIK_INVALID: quota(),
      UNMATCHED: quota(),
      DUPLICATE: quota(),
      DECEASED: quota(),
      NAME_VARIANT: quota(),
      WRONG_REGION: quota(),
      ONE_MEMBER_FAMILY: quota(),
      STALE: quota(),
    };
    this.seconds = new SecondRecords(new Random(seed, 'second records'));
    this.regions = new WrongRegions(atlas, new Random(seed, 'wrong regions'));
  }

  list(family: Family): Listing {
    const id = familyId(family.number);
    const draft: Draft = { family, clean: family.number === 1, persons: [], civil: [], truths: [] };
    const alone = this.isListedAlone(family);
    for (const [index, citizen] of family.members.entries()) {
      if (index === 0 || !alone) this.listPerson(draft, citizen);
      else if (citizen.nik !== '') draft.civil.push(civilRecord(family, citizen));
    }
    if (!alone && !draft.clean) this.adoptSecondRecord(draft);
    if (alone) draft.truths.push(familyTruth(id, 'ONE_MEMBER_FAMILY'));
    if (family.plan.included) draft.truths.push(familyTruth(id, 'INCLUSION'));
    if (family.plan.excluded) draft.truths.push(familyTruth(id, 'EXCLUSION'));
    const village = this.village(draft, id);
    return { id, ...draft, village, confirmed: this.confirmed(draft, id) };
  }

  private isListedAlone({ number, plan, members }: Family): boolean {
    if (number === 1 || plan.pkh !== undefined || members.length < 2) return false;
    return this.quotas.ONE_MEMBER_FAMILY.hit(DEFECT_SHARES.ONE_MEMBER_FAMILY / ONE_MEMBER_ELIGIBLE);
  }

  private listPerson(draft: Draft, citizen: Citizen): void {
    const id = this.nextPersonId();
    const defect = draft.clean || citizen.nik === '' ? undefined : this.personDefect(citizen);
    const civil = civilRecord(draft.family, citizen);
    let record: PersonRecord = { ...citizen, id };
    if (defect === 'NIK_INVALID') record = { ...record, nik: brokenNik(this.random, citizen.nik) };
    if (defect === 'NAME_VARIANT') record = { ...record, name: nameVariant(this.random, citizen.name) };
    if (defect === 'DUPLICATE') this.seconds.await(record, draft.family);
    else if (defect) draft.truths.push({ subject: 'PERSON', id, defect, reference: '' });
    if (defect === 'DECEASED') draft.civil.push({ ...civil, status: 'DECEASED', event: this.deathDay(citizen.birth) });
    else if (defect !== 'UNMATCHED' && citizen.nik !== '') draft.civil.push(civil);
    draft.persons.push(record);
  }

  /** One defect a person at most, so that a finding has one cause; shares are of all persons. */
  private personDefect({
    age,
  }: Citizen): 'NIK_INVALID' | 'UNMATCHED' | 'DECEASED' | 'NAME_VARIANT' | 'DUPLICATE' | undefined {
    const shares = DEFECT_SHARES;
    if (this.quotas.NIK_INVALID.hit(shares.NIK_INVALID / FIRST_RECORDS)) return 'NIK_INVALID';
    if (this.quotas.UNMATCHED.hit(shares.UNMATCHED / (FIRST_RECORDS - shares.NIK_INVALID))) return 'UNMATCHED';
    const deceased = age < 15 ? DECEASED_BY_AGE.child : age < 60 ? DECEASED_BY_AGE.adult : DECEASED_BY_AGE.elderly;
    if (this.quotas.DECEASED.hit(deceased / WITH_MATCHED_NIK)) return 'DECEASED';
    if (this.quotas.NAME_VARIANT.hit(FIRST_NAME_VARIANTS / WITH_LIVING_NIK)) return 'NAME_VARIANT';
    const second = shares.DUPLICATE / (WITH_LIVING_NIK - shares.NAME_VARIANT);
    return this.quotas.DUPLICATE.hit(second) ? 'DUPLICATE' : undefined;
  }

  /** Lists somebody a second time who is already listed in another family. */
  private adoptSecondRecord(draft: Draft): void {
    const { family } = draft;
    const second = this.seconds.take(family);
    if (!second) return;
    const id = this.nextPersonId();
    const { original } = second;
    const nik = second.sameNik ? original.nik : this.niks.issueNik(second.birth, original.sex, this.random.chance(0.1));
    const { name, birth } = second;
    const record: PersonRecord = { ...original, id, nik, name, birth, relation: 7, component: undefined };
    draft.persons.push(record);
    draft.truths.push({ subject: 'PERSON', id, defect: 'DUPLICATE', reference: original.id });
    if (!second.sameNik) draft.civil.push(this.secondCivilRecord(family, record, second));
    else if (name !== original.name)
      draft.truths.push({ subject: 'PERSON', id, defect: 'NAME_VARIANT', reference: '' });
  }

  /** The civil registry knows the second NIK too, sometimes as what it is. */
  private secondCivilRecord(family: Family, record: PersonRecord, second: SecondRecord): CivilRecord {
    const civil = civilRecord(family, record);
    return second.flagged ? { ...civil, status: 'DUPLICATE', event: this.today - this.random.int(10, 400) } : civil;
  }

  private village(draft: Draft, id: string): string {
    const { family } = draft;
    if (draft.clean || !this.quotas.WRONG_REGION.hit(DEFECT_SHARES.WRONG_REGION)) return family.village;
    draft.truths.push({ ...familyTruth(id, 'WRONG_REGION'), reference: family.village });
    return this.regions.insteadOf(family.village, family.settlement.district);
  }

  private confirmed(draft: Draft, id: string): Day {
    if (draft.clean || !this.quotas.STALE.hit(DEFECT_SHARES.STALE)) return this.today - this.random.int(...FRESH_DAYS);
    draft.truths.push(familyTruth(id, 'STALE'));
    for (const person of draft.persons) {
      draft.truths.push({ subject: 'PERSON', id: person.id, defect: 'STALE', reference: '' });
    }
    return this.today - this.random.int(...STALE_DAYS);
  }

  private deathDay(birth: Day): Day {
    return Math.max(birth, this.today - this.random.int(30, 900));
  }

  private nextPersonId(): string {
    this.persons += 1;
    return personId(this.persons);
  }
}

function civilRecord(family: Family, { nik, name, birth, sex }: Citizen): CivilRecord {
  return { nik, kk: family.kk, name, birth, sex, village: family.village, status: 'ACTIVE', event: undefined };
}

function familyTruth(id: string, defect: Defect): Truth {
  return { subject: 'FAMILY', id, defect, reference: '' };
}
