import { dayFrom } from './days';
import type { Day } from './days';
import type { Employer } from './employer-maker';
import { ACCOMMODATIONS, OCCUPATIONS } from './occupations';
import type { Occupation } from './occupations';
import { Mix, at } from './random';
import type { Random } from './random';
import { DEMO_DISTRICT } from './weights';

type VacancyStatus = 'DRAFT' | 'PUBLISHED' | 'FILLED' | 'CLOSED';

/** A row of vacancies.csv. */
export interface Vacancy {
  /** `idLowongan`. */
  readonly id: string;
  readonly employerId: string;
  readonly occupation: Occupation;
  /** `CODE:LEVEL`, level 1-5. */
  readonly skills: readonly string[];
  readonly regency: string;
  readonly mode: string;
  readonly contract: string;
  /** Rupiah a month. */
  readonly wage: number;
  readonly shift: boolean;
  readonly accommodations: readonly string[];
  readonly reserved: boolean;
  readonly seats: number;
  readonly openUntil: Day;
  readonly status: VacancyStatus;
}

/** Vacancies of an employer with an agreement, and of the others. Together about 600. */
const OF_ACTIVE: readonly [number, number] = [3, 6];
const OF_OTHERS: readonly [number, number] = [0, 2];
/** Vacancies of the first two employers, open in the demo regency first. */
const OF_LEADING = [9, 6] as const;
const PUBLISHED_OF_LEADING = [7, 4] as const;

/** States of the vacancies of an active employer, and of others. Estimated. */
const ACTIVE_STATES = new Mix<VacancyStatus>([
  ['PUBLISHED', 62],
  ['FILLED', 20],
  ['CLOSED', 12],
  ['DRAFT', 6],
]);
const OTHER_STATES = new Mix<VacancyStatus>([
  ['DRAFT', 60],
  ['CLOSED', 40],
]);
const CONTRACTS = new Mix<string>([
  ['PKWT', 62],
  ['PKWTT', 24],
  ['MAGANG', 14],
]);
/** Days the vacancies still open, and those no longer open, close at. */
const OPEN = [dayFrom(2026, 10, 15), dayFrom(2027, 2, 28)] as const;
const OVER = [dayFrom(2026, 3, 1), dayFrom(2026, 9, 20)] as const;

/** Makes the vacancies of an employer. */
export class VacancyMaker {
  private vacancies = 0;

  constructor(private readonly random: Random) {}

  /** `rank` is the employer's place, from 0. */
  make(employer: Employer, rank: number): Vacancy[] {
    const leading = OF_LEADING[rank];
    const wanted = leading ?? this.random.int(...(employer.status === 'ACTIVE' ? OF_ACTIVE : OF_OTHERS));
    return Array.from({ length: wanted }, (_, index) => {
      const published = index < (PUBLISHED_OF_LEADING[rank] ?? 0);
      return this.vacancy(employer, published, published && index < 4 ? DEMO_DISTRICT.code.slice(0, 4) : undefined);
    });
  }

  private vacancy(employer: Employer, published: boolean, regency: string | undefined): Vacancy {
    const { random } = this;
    this.vacancies += 1;
    const occupation = random.pick(OCCUPATIONS);
    const drawn = (employer.status === 'ACTIVE' ? ACTIVE_STATES : OTHER_STATES).draw(random);
    const status = published ? 'PUBLISHED' : drawn;
    const contract = CONTRACTS.draw(random);
    return {
      id: `L-${String(this.vacancies).padStart(4, '0')}`,
      employerId: employer.id,
      occupation,
      skills: this.skills(occupation),
      regency: regency ?? random.pick(employer.regencies),
      mode: occupation.remote && random.chance(0.5) ? random.pick(['HYBRID', 'REMOTE']) : 'ONSITE',
      contract,
      wage: contract === 'MAGANG' ? random.int(12, 24) * 100_000 : random.int(22, 56) * 100_000,
      shift: random.chance(0.3),
      accommodations: this.accommodations(published),
      reserved: random.chance(0.35),
      seats: random.chance(0.7) ? random.int(1, 4) : random.int(5, 20),
      openUntil: random.int(...(status === 'PUBLISHED' || status === 'DRAFT' ? OPEN : OVER)),
      status,
    };
  }

  private skills({ skills }: Occupation): string[] {
    const asked = skills.filter((_, index) => index === 0 || this.random.chance(0.5));
    return asked.map((code, index) => `${code}:${index === 0 ? this.random.int(2, 4) : this.random.int(1, 3)}`);
  }

  /** In the order of the list; an employer that means it offers several. */
  private accommodations(several: boolean): string[] {
    const share = several ? 0.45 : at([0.1, 0.25, 0.4], this.random.int(0, 2));
    return ACCOMMODATIONS.filter(() => this.random.chance(share));
  }
}
