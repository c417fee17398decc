import { Random } from '../../../platform/demo/nation/random';
import { createFieldCipher } from '../../../shared/database';
import type { TestDatabase } from '../database';

/** True values of a person, by the graph's names, with what decides who may see them. */
export interface PersonFact {
  readonly id: string;
  readonly familyId: string;
  readonly regionCode: string;
  readonly nik: string | null;
  readonly fullName: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly maritalStatus: string;
  readonly familyRole: string;
  readonly schooling: string;
  readonly highestDiploma: number;
  readonly workStatus: number;
  readonly businessSector: string;
  readonly businessCount: number;
  readonly address: string;
  readonly phone: string;
  readonly chronicIllnesses: readonly string[];
  readonly pregnant: boolean;
  readonly identityStatus: string;
  readonly matchStatus: string;
  readonly matchedOn: string;
  readonly dataSource: string;
  readonly confirmedOn: string;
  readonly disabilities: readonly string[];
  /** The record this one went into. */
  readonly mergedInto: string | null;
}

export interface FamilyFact {
  readonly id: string;
  readonly headId: string;
  readonly regionCode: string;
  readonly kkNumber: string;
  readonly address: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly desil: number;
  readonly desilSnapshot: string;
  readonly kpmFlags: readonly string[];
  readonly confirmedOn: string;
  readonly integrityScore: number;
  readonly car: number;
  readonly roofMaterial: number;
  readonly history: readonly { readonly snapshot: string; readonly desil: number }[];
}

export interface EnrolmentFact {
  readonly id: string;
  readonly familyId: string;
  readonly managerId: string;
  readonly programCode: string;
  readonly status: string;
  readonly reason: string | null;
  readonly startedOn: string;
  readonly endedOn: string | null;
  readonly cardNumber: string;
}

export interface ComponentFact {
  readonly id: string;
  readonly enrolmentId: string;
  readonly personId: string;
  readonly component: string;
  readonly startedOn: string;
}

/** Somebody a centre serves, or has served. */
export interface CaseFact {
  readonly id: string;
  readonly personId: string;
  readonly sentraId: string;
  readonly isOpen: boolean;
}

/** Everybody there is, as plain data. */
export interface Population {
  readonly families: readonly FamilyFact[];
  readonly persons: readonly PersonFact[];
  readonly enrolments: readonly EnrolmentFact[];
  readonly components: readonly ComponentFact[];
  readonly cases: readonly CaseFact[];
}

/** Villages on both sides of every border a jurisdiction can have. */
export const VILLAGES = ['3204052001', '3204052002', '3204062001', '3205012001', '3101012001', '5101012001'] as const;
const FLAGS: readonly (readonly string[])[] = [['PKH', 'SEMBAKO'], [], ['PKH'], ['SEMBAKO'], ['PBI_JK']];
const KINDS = ['LANJUT_USIA', 'IBU_HAMIL_NIFAS', 'ANAK_SD', 'DISABILITAS_BERAT', 'KORBAN_HAM_BERAT'] as const;
const MEMBER_ROLES = ['HEAD', 'SPOUSE', 'CHILD', 'OTHER_RELATIVE'] as const;
const KINDS_OF_DISABILITY: readonly (readonly string[])[] = [[], ['FISIK'], ['MENTAL'], ['FISIK', 'SENSORIK']];

/** A population of some families a village. The same seed gives the same one; the first family has everything. */
export function drawPopulation(database: TestDatabase, seed: number, familiesPerVillage: number): Population {
  return new Registrar(database, new Random(seed, 'population')).register(familiesPerVillage);
}

class Registrar {
  private readonly families: FamilyFact[] = [];
  private readonly persons: PersonFact[] = [];
  private readonly enrolments: EnrolmentFact[] = [];
  private readonly components: ComponentFact[] = [];
  private readonly cipher;

  constructor(
    database: TestDatabase,
    private readonly random: Random,
  ) {
    this.cipher = createFieldCipher(database.config.keys);
  }

  register(perVillage: number): Population {
    for (let round = 0; round < perVillage; round += 1) {
      for (const village of VILLAGES) this.addFamily(village, FLAGS[round % FLAGS.length] ?? []);
    }
    const { families, persons, enrolments, components } = this;
    return { families, persons, enrolments, components, cases: this.casesOf(persons) };
  }

  /** The first person is served by the first centre; every third of the others by some centre, or was. */
  private casesOf(persons: readonly PersonFact[]): CaseFact[] {
    return persons
      .map((person, number) => ({ person, number }))
      .filter(({ number }) => number % 3 === 0)
      .map(({ person, number }) => ({
        id: this.cipher.publicId('case', `S-${number}`),
        personId: person.id,
        sentraId: number % 2 === 0 ? 'S-001' : 'S-002',
        isOpen: number % 4 !== 2,
      }));
  }

  private addFamily(regionCode: string, kpmFlags: readonly string[]): void {
    const { random } = this;
    const number = this.families.length;
    const id = this.cipher.publicId('family', `F-${number}`);
    const headId = this.cipher.publicId('person', `P-${this.persons.length}`);
    const desil = random.int(1, 10);
    this.families.push({
      id,
      headId,
      regionCode,
      kkNumber: `${regionCode.slice(0, 6)}${serial(number)}01`.padEnd(16, '0'),
      address: `Gang Keluarga ${serial(number)}`,
      latitude: -6 - number / 1000,
      longitude: 107 + number / 1000,
      desil,
      desilSnapshot: 'DTSEN-2026-TW3',
      kpmFlags,
      confirmedOn: '2026-08-01',
      integrityScore: random.int(1, 99),
      car: random.int(1, 9),
      roofMaterial: random.int(1, 9),
      history: [
        { snapshot: 'DTSEN-2026-TW3', desil },
        { snapshot: 'DTSEN-2026-TW2', desil: random.int(1, 10) },
      ],
    });
    const size = number === 0 ? 4 : random.int(1, 4);
    for (const role of MEMBER_ROLES.slice(0, size)) this.addPerson(id, regionCode, role);
    const programs = [
      ...kpmFlags.filter((flag) => flag !== 'PBI_JK'),
      ...(number % 11 === 0 || number % 4 === 1 ? ['PROKUS'] : []),
    ];
    for (const program of programs) this.addEnrolment(id, headId, program);
  }

  private addPerson(familyId: string, regionCode: string, familyRole: string): void {
    const { random } = this;
    const number = this.persons.length;
    const isFirst = number < MEMBER_ROLES.length;
    const isChild = familyRole === 'CHILD' || (!isFirst && random.chance(0.15));
    const earlier = this.persons.at(-1);
    const isMerged = familyRole === 'OTHER_RELATIVE' && !isFirst && random.chance(0.3);
    this.persons.push({
      id: this.cipher.publicId('person', `P-${number}`),
      familyId,
      regionCode,
      nik: !isFirst && random.chance(0.05) ? null : `${regionCode.slice(0, 6)}4${serial(number)}77`.padEnd(16, '3'),
      fullName: `Warga${letters(number)} Contoh`,
      birthDate: isChild
        ? `${random.int(2010, 2025)}-03-0${random.int(1, 9)}`
        : `${random.int(1930, 2006)}-03-0${random.int(1, 9)}`,
      sex: random.pick(['MALE', 'FEMALE']),
      maritalStatus: random.pick(['SINGLE', 'MARRIED']),
      familyRole,
      schooling: random.pick(['NEVER', 'ATTENDING']),
      highestDiploma: random.int(1, 15),
      workStatus: random.int(1, 7),
      businessSector: random.pick(['A', 'C', 'G']),
      businessCount: random.int(1, 5),
      address: `Gang Pribadi ${serial(number)}`,
      phone: `+62 811 ${serial(number)}`,
      chronicIllnesses: [`PENYAKIT_${serial(number)}`],
      pregnant: random.chance(0.5),
      identityStatus: 'DOCUMENTED',
      matchStatus: random.pick(['PADAN', 'TIDAK_PADAN']),
      matchedOn: '2026-07-01',
      dataSource: `DTSEN-${serial(number)}`,
      confirmedOn: '2026-08-02',
      disabilities: isFirst ? ['FISIK'] : random.pick(KINDS_OF_DISABILITY),
      mergedInto: isMerged && earlier ? earlier.id : null,
    });
  }

  private addEnrolment(familyId: string, managerId: string, programCode: string): void {
    const { random } = this;
    const number = this.enrolments.length;
    const id = this.cipher.publicId('enrolment', `N-${number}`);
    const isOver = number > 0 && random.chance(0.3);
    this.enrolments.push({
      id,
      familyId,
      managerId,
      programCode,
      status: isOver ? 'INACTIVE' : 'ACTIVE',
      reason: isOver ? 'MOVED' : null,
      startedOn: `2025-0${random.int(1, 9)}-01`,
      endedOn: isOver ? '2026-02-02' : null,
      cardNumber: `6013${serial(number)}5555`,
    });
    if (programCode !== 'PKH') return;
    const members = this.persons.filter((person) => person.familyId === familyId);
    for (const [index, component] of KINDS.entries()) {
      const carrier = members[index % members.length];
      if (!carrier || (number > 0 && random.chance(0.4))) continue;
      this.components.push({
        id: this.cipher.publicId('component', `C-${this.components.length}`),
        enrolmentId: id,
        personId: carrier.id,
        component,
        startedOn: `2025-1${index % 3}-0${index + 1}`,
      });
    }
  }
}

/** Seven digits, so that no text is the beginning of another. */
function serial(number: number): string {
  return String(number * 7919 + 1_000_003)
    .padStart(7, '0')
    .slice(-7);
}

function letters(number: number): string {
  return String(number)
    .padStart(4, '0')
    .replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
}
