import type { Condition, FieldGroup, Grade } from '../../../shared/access';
import type { Viewer } from '../../../shared/viewer';
import type { EnrolmentFact, FamilyFact, PersonFact, Population } from './population';
import { gradeOn } from './specification';

/**
 * Who may see which row, worked out slowly over plain data, from the words of the ministry's matrix: own record, within the
 * jurisdiction, own programs, children only for whom the matrix names. It shares nothing with the predicates of the
 * subgraphs but the policy's data.
 */
export class RowOracle {
  constructor(
    private readonly people: Population,
    private readonly viewer: Viewer,
  ) {}

  person(id: string): PersonFact | undefined {
    return this.people.persons.find((person) => person.id === id);
  }

  family(id: string): FamilyFact | undefined {
    return this.people.families.find((family) => family.id === id);
  }

  enrolment(id: string): EnrolmentFact | undefined {
    return this.people.enrolments.find((enrolment) => enrolment.id === id);
  }

  seesPerson(person: PersonFact): boolean {
    if (person.mergedInto !== null || !this.reaches(person)) return false;
    return ageOf(person.birthDate) >= 18 || this.reads('CHILD', this.factsOfPerson(person));
  }

  seesFamily(family: FamilyFact): boolean {
    switch (this.viewer.role) {
      case 'CITIZEN':
      case 'FRONTEND':
        return this.self()?.familyId === family.id;
      case 'PROGRAM_MANAGER':
        return this.manages(family.kpmFlags);
      case 'SENTRA_OFFICER':
        return this.people.persons.some((each) => each.familyId === family.id && this.serves(each));
      default:
        return this.reachesPlace(family.regionCode);
    }
  }

  seesEnrolment({ familyId, programCode }: EnrolmentFact): boolean {
    const family = this.family(familyId);
    if (!family || !this.reads('ENROLMENT', this.facts('Enrolment'))) return false;
    if (this.viewer.role === 'PROGRAM_MANAGER') return this.manages([programCode]);
    return this.seesFamily(family);
  }

  /** A component says something about who carries it, and takes the right to read that. */
  seesComponent({ component, personId, enrolmentId }: Population['components'][number]): boolean {
    const enrolment = this.enrolment(enrolmentId);
    const says = SAYS[component];
    if (!enrolment || !says || !this.seesEnrolment(enrolment)) return false;
    if (!this.reads(says, this.facts('PkhParticipation'))) return false;
    const { role, personId: own } = this.viewer;
    return (role !== 'CITIZEN' && role !== 'FRONTEND') || own === personId || own === enrolment.managerId;
  }

  /** What holds of a row the viewer has, for the grades of its fields. */
  factsOfPerson(person: PersonFact): ReadonlySet<Condition> {
    const isKpm = this.family(person.familyId)?.kpmFlags.includes('PKH') ?? false;
    return this.facts('Person', isKpm);
  }

  /** What holds of every row of a type the viewer has. A family with an enrolment receives aid by that very fact. */
  facts(type: string, isKpm = type !== 'Person' && type !== 'Family'): ReadonlySet<Condition> {
    const { role, regionCodes, programCodes, personId, sentraId } = this.viewer;
    const facts = new Set<Condition>();
    if ((role === 'CITIZEN' || role === 'FRONTEND') && personId !== undefined) facts.add('OWN');
    if (OFFICERS.includes(role) && regionCodes.length > 0) facts.add('JURISDICTION');
    if (facts.has('JURISDICTION') && isKpm) facts.add('KPM');
    if (role === 'PROGRAM_MANAGER' && programCodes.length > 0) facts.add('PROGRAM');
    if (role === 'SENTRA_OFFICER' && sentraId !== undefined) facts.add('CASE');
    if (role === 'FRONTEND_DEVELOPER') facts.add('SYNTHETIC');
    return facts;
  }

  /** Flags of other programs than the own a manager is not told. */
  flagsOf({ kpmFlags }: FamilyFact): readonly string[] {
    const { role, programCodes } = this.viewer;
    return role === 'PROGRAM_MANAGER' ? kpmFlags.filter((flag) => programCodes.includes(flag)) : kpmFlags;
  }

  private reads(group: FieldGroup, facts: ReadonlySet<Condition>): boolean {
    return this.grade(group, facts) === 'FULL';
  }

  private grade(group: FieldGroup, facts: ReadonlySet<Condition>): Grade {
    return gradeOn(this.viewer, { group, roles: undefined }, facts);
  }

  private reaches(person: PersonFact): boolean {
    switch (this.viewer.role) {
      case 'CITIZEN':
      case 'FRONTEND':
        return person.id === this.viewer.personId || this.isWardOf(person);
      case 'PROGRAM_MANAGER':
        return this.manages(this.family(person.familyId)?.kpmFlags ?? []);
      case 'SENTRA_OFFICER':
        return this.serves(person);
      default:
        return this.reachesPlace(person.regionCode);
    }
  }

  /** The person of an open case at the officer's centre; a merged record stands for nobody. */
  private serves({ id, mergedInto }: PersonFact): boolean {
    const { sentraId } = this.viewer;
    const isServed = this.people.cases.some(
      (each) => each.personId === id && each.sentraId === sentraId && each.isOpen,
    );
    return isServed && mergedInto === null;
  }

  /** A child of one's own family, if one is its head or the head's spouse. */
  private isWardOf(person: PersonFact): boolean {
    const self = this.self();
    const isGuardian = self?.familyRole === 'HEAD' || self?.familyRole === 'SPOUSE';
    return isGuardian && person.familyId === self.familyId && ageOf(person.birthDate) < 18;
  }

  private self(): PersonFact | undefined {
    const { personId } = this.viewer;
    return personId === undefined ? undefined : this.person(personId);
  }

  private manages(programs: readonly string[]): boolean {
    return programs.some((program) => this.viewer.programCodes.includes(program));
  }

  private reachesPlace(region: string): boolean {
    const { role, regionCodes } = this.viewer;
    if (role === 'FRONTEND_DEVELOPER') return true;
    return OFFICERS.includes(role) && regionCodes.some((code) => code === 'ID' || region.startsWith(code));
  }
}

const OFFICERS: readonly string[] = ['PENDAMPING', 'DINSOS', 'SUPERVISOR', 'DATA_STEWARD', 'DPO'];

const SAYS: Readonly<Record<string, FieldGroup>> = {
  LANJUT_USIA: 'ENROLMENT',
  IBU_HAMIL_NIFAS: 'HEALTH',
  ANAK_SD: 'CHILD',
  DISABILITAS_BERAT: 'DISABILITY',
  KORBAN_HAM_BERAT: 'PPKS_PROTECTED',
};

/** Full years today, where the ministry's day begins. */
export function ageOf(birthDate: string): number {
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number);
  const now = new Date(Date.now() + 7 * 60 * 60 * 1000);
  const isBefore = now.getUTCMonth() + 1 < month || (now.getUTCMonth() + 1 === month && now.getUTCDate() < day);
  return now.getUTCFullYear() - year - (isBefore ? 1 : 0);
}
