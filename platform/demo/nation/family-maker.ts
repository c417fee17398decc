import { dayFrom } from './days';
import type { Day } from './days';
import { FamilyPlanner } from './family-plan';
import type { FamilyPlan } from './family-plan';
import { HouseholdMaker, member } from './household';
import type { Draft } from './household';
import { HousingMaker } from './housing';
import type { Housing } from './housing';
import { familyWord, streetAddress } from './names';
import { NikOffice } from './nik';
import { PkhHouseholdMaker } from './pkh-household';
import { PersonMaker } from './person-maker';
import type { Person } from './person-maker';
import { Mix, Quota, Random, at, hash } from './random';
import type { Atlas } from './regions';
import type { Settlement } from './settlement';
import { DATE_DIFFERS, FEMALE_HEADED, MIGRANTS, SOURCES, UNDOCUMENTED } from './weights';

/** A human being and the NIK issued to them, empty for somebody never registered. */
export interface Citizen extends Person {
  readonly nik: string;
}

/** A family as it truly is; the head is its first member. */
export interface Family {
  /** 1 for the first family of the nation. */
  readonly number: number;
  readonly settlement: Settlement;
  readonly plan: FamilyPlan;
  readonly members: readonly Citizen[];
  /** Family card number. */
  readonly kk: string;
  /** Ten-digit code of the village it lives in. */
  readonly village: string;
  readonly address: string;
  readonly housing: Housing;
  /** Degrees with five decimals. */
  readonly latitude: string;
  readonly longitude: string;
  readonly source: string;
}

/** The first family of every nation: ordinary, without any defect, and the one whose rates are published as an example. */
const SHOWCASE: FamilyPlan = {
  desil: 1,
  pkh: 'AKTIF',
  sembako: 'AKTIF',
  pbi: true,
  excluded: false,
  included: false,
  visible: false,
};
const SHOWCASE_MEMBERS: readonly Draft[] = [
  member(1, 2, 38, 4, { pregnant: true, component: 'IBU_HAMIL_NIFAS' }),
  member(3, 1, 17, 1, { component: 'ANAK_SMA' }),
  member(3, 2, 14, 1, { component: 'ANAK_SMP' }),
  member(3, 1, 9, 1, { component: 'ANAK_SD' }),
  member(3, 2, 3, 1, { component: 'ANAK_USIA_DINI' }),
];

/** Grown people beside the head and spouse are about a fifth of all; only they are ever undocumented. */
const UNDOCUMENTED_OF_OTHERS = UNDOCUMENTED / 0.2;
/** Adults move more than children; together they make the share of migrants. */
const MIGRANT_CHILD = 0.03;
const MIGRANT_ADULT = (MIGRANTS - 0.3 * MIGRANT_CHILD) / 0.7;
const SOURCE_MIX = new Mix(SOURCES);

/** Makes one true family after the other; the defects come later. */
export class FamilyMaker {
  /** Issues the numbers of the district being filled. */
  readonly niks: NikOffice;
  private readonly planner: FamilyPlanner;
  private readonly households: HouseholdMaker;
  private readonly pkhHouseholds: PkhHouseholdMaker;
  private readonly persons: PersonMaker;
  private readonly housing: HousingMaker;
  private readonly places: Random;
  private readonly civil: Random;
  private readonly femaleHeads: { readonly pkh: Quota; readonly other: Quota };
  private readonly undocumented: Quota;
  private readonly migrants: Quota;
  private readonly differing: Quota;

  constructor(seed: number, atlas: Atlas, first: Settlement, today: Day) {
    const families = new Random(seed, 'families');
    this.planner = new FamilyPlanner(new Random(seed, 'plans'));
    this.households = new HouseholdMaker(families);
    this.pkhHouseholds = new PkhHouseholdMaker(families);
    this.femaleHeads = { pkh: new Quota(families), other: new Quota(families) };
    this.persons = new PersonMaker(new Random(seed, 'persons'), today);
    this.housing = new HousingMaker(new Random(seed, 'housing'));
    this.places = new Random(seed, 'places');
    this.civil = new Random(seed, 'civil');
    this.niks = new NikOffice(atlas, this.civil, first.district);
    this.undocumented = new Quota(this.civil);
    this.migrants = new Quota(this.civil);
    this.differing = new Quota(this.civil);
  }

  make(number: number, settlement: Settlement): Family {
    const showcase = number === 1;
    const plan = showcase ? SHOWCASE : this.planner.next(settlement.province);
    const drafts = showcase ? SHOWCASE_MEMBERS : this.drafts(plan);
    const word = familyWord(this.places);
    const { district } = settlement;
    return {
      number,
      settlement,
      plan,
      members: drafts.map((draft) => this.citizen(draft, plan.desil, word, showcase)),
      kk: this.niks.issueKk(this.civil.int(dayFrom(2006, 1, 1), dayFrom(2026, 6, 30))),
      village: this.places.pick(settlement.villages),
      address: streetAddress(this.places),
      housing: this.housing.make(plan.desil, plan.visible),
      latitude: this.degrees(settlement.province.latitude, `lat${district.code}`),
      longitude: this.degrees(settlement.province.longitude, `lon${district.code}`),
      source: SOURCE_MIX.draw(this.places),
    };
  }

  private drafts(plan: FamilyPlan): Draft[] {
    const { pkh, other } = this.femaleHeads;
    if (plan.pkh === undefined) return this.households.make(other.hit(FEMALE_HEADED), plan.desil);
    const femaleHead = pkh.hit(FEMALE_HEADED);
    return plan.pkh === 'GRADUASI_ALAMIAH'
      ? this.pkhHouseholds.grownUp(femaleHead)
      : this.pkhHouseholds.make(femaleHead);
  }

  private citizen(draft: Draft, desil: number, word: string, plain: boolean): Citizen {
    const person = this.persons.make(draft, desil, word);
    if (plain) return { ...person, nik: this.niks.issueNik(person.birth, person.sex, false) };
    const other = draft.relation > 2 && draft.age >= 17;
    if (other && this.undocumented.hit(UNDOCUMENTED_OF_OTHERS)) return { ...person, nik: '' };
    const migrant = this.migrants.hit(draft.age < 17 ? MIGRANT_CHILD : MIGRANT_ADULT);
    const birth = this.differing.hit(DATE_DIFFERS) ? this.otherBirth(person.birth) : person.birth;
    return { ...person, nik: this.niks.issueNik(birth, person.sex, migrant) };
  }

  /** A birth day as an old certificate may have it: some days or whole years off. */
  private otherBirth(birth: Day): Day {
    return birth - (this.civil.chance(0.5) ? this.civil.int(1, 27) : 365 * this.civil.int(1, 2));
  }

  /** A district lies up to a third of a degree from the middle of its province, a family up to 0.02 from there. */
  private degrees(middle: number, place: string): string {
    const district = ((hash(place) >>> 0) / 4_294_967_296 - 0.5) * 0.6;
    return (middle + district + (this.places.unit() - 0.5) * 0.04).toFixed(5);
  }
}

/** The head of a family. */
export function headOf(family: Family): Citizen {
  return at(family.members, 0);
}
