import { dateOf, dayFrom } from './days';
import type { Day } from './days';
import type { Listing, PersonRecord } from './defects';
import type { EnrolmentStatus } from './family-plan';
import { serial } from './keys';
import { PaymentMaker } from './payment-maker';
import type { Payment } from './payment-maker';
import { SEMBAKO_MONTH, stageAmount } from './pkh-rates';
import type { PkhComponent } from './pkh-rates';
import { Mix, Random, at } from './random';
import type { Weighted } from './random';

export type ProgramCode = 'PKH' | 'SEMBAKO';

/** A person who carries a component of an enrolment. */
export interface EnrolmentComponent {
  readonly personId: string;
  readonly component: PkhComponent;
  readonly start: Day;
  readonly end: Day | undefined;
}

/** A row of enrolments.csv with the rows that hang on it. */
export interface Enrolment {
  /** `idKepesertaan`. */
  readonly id: string;
  readonly program: ProgramCode;
  readonly status: EnrolmentStatus;
  /** Why a family is out, for NONAKTIF only. */
  readonly reason: string;
  readonly managerId: string;
  readonly start: Day;
  readonly end: Day | undefined;
  /** Card number; empty while nothing was decided. */
  readonly card: string;
  readonly components: readonly EnrolmentComponent[];
  readonly payments: readonly Payment[];
}

/** Why families leave beside graduation. Estimated. */
const REASONS: readonly Weighted<string>[] = [
  ['INELIGIBLE', 40],
  ['DECEASED', 20],
  ['MOVED', 20],
  ['DATA_INVALID', 20],
];
const REASON_MIX = new Mix(REASONS);

const ENDED: readonly EnrolmentStatus[] = ['GRADUASI_ALAMIAH', 'GRADUASI_MANDIRI', 'NONAKTIF'];
const WAITING: readonly EnrolmentStatus[] = ['CALON', 'DITETAPKAN'];

/** Everybody who is paid in 2026 was in before, so that every stage of the year has the same amount. */
const PAID_FROM = [dayFrom(2015, 1, 12), dayFrom(2025, 11, 30)] as const;
const ENDED_FROM = [dayFrom(2014, 1, 12), dayFrom(2022, 12, 31)] as const;
const WAITING_FROM = [dayFrom(2026, 7, 6), dayFrom(2026, 9, 25)] as const;
const ENDED_ON = [dayFrom(2026, 1, 15), dayFrom(2026, 8, 31)] as const;
const PREGNANT_FROM = [dayFrom(2025, 12, 1), dayFrom(2025, 12, 31)] as const;
/** A pupil's level of this year began at the latest with the school year before. */
const SCHOOL_YEAR = dayFrom(2025, 7, 14);
const END_OF_SCHOOL = dayFrom(2026, 6, 30);

/** Turns the plan of a family into enrolments, components and payments. */
export class EnrolmentMaker {
  private readonly random: Random;
  private readonly payments: PaymentMaker;
  private enrolments = 0;

  constructor(seed: number) {
    this.random = new Random(seed, 'enrolments');
    this.payments = new PaymentMaker(new Random(seed, 'payments'));
  }

  make(listing: Listing): Enrolment[] {
    const { pkh, sembako } = listing.family.plan;
    const enrolments: Enrolment[] = [];
    if (pkh === undefined && sembako === undefined) return enrolments;
    const account = this.payments.accountOf(listing.family);
    if (pkh !== undefined) {
      const enrolment = this.enrolment(listing, 'PKH', pkh);
      const components = this.components(listing, enrolment);
      const amount = stageAmount(components.map(({ component }) => component));
      const payments = isPaid(pkh) ? this.payments.stages(amount, account) : [];
      enrolments.push({ ...enrolment, components, payments });
    }
    if (sembako !== undefined) {
      const payments = isPaid(sembako) ? this.payments.months(SEMBAKO_MONTH, account) : [];
      enrolments.push({ ...this.enrolment(listing, 'SEMBAKO', sembako), payments });
    }
    return enrolments;
  }

  private enrolment(listing: Listing, program: ProgramCode, status: EnrolmentStatus): Enrolment {
    const { random } = this;
    this.enrolments += 1;
    const ended = ENDED.includes(status);
    const waiting = WAITING.includes(status);
    return {
      id: `P-${serial(this.enrolments)}`,
      program,
      status,
      reason: status === 'NONAKTIF' ? REASON_MIX.draw(random) : '',
      managerId: managerOf(listing).id,
      start: random.int(...(ended ? ENDED_FROM : waiting ? WAITING_FROM : PAID_FROM)),
      end: ended ? this.endDay(status) : undefined,
      // The leading zeros belong to no bank.
      card: status === 'CALON' ? '' : `000000000${serial(listing.family.number)}`,
      components: [],
      payments: [],
    };
  }

  private endDay(status: EnrolmentStatus): Day {
    return status === 'GRADUASI_ALAMIAH' ? END_OF_SCHOOL : this.random.int(...ENDED_ON);
  }

  private components({ persons }: Listing, { status, start, end }: Enrolment): EnrolmentComponent[] {
    const natural = status === 'GRADUASI_ALAMIAH';
    return persons.flatMap((person) => {
      const component = natural ? schoolLeaver(person) : person.component;
      if (component === undefined) return [];
      return [{ personId: person.id, component, start: Math.max(start, this.naturalStart(person, component)), end }];
    });
  }

  /** Since when a person is what the component asks for. */
  private naturalStart({ birth }: PersonRecord, component: PkhComponent): Day {
    const { year, month, day } = dateOf(birth);
    const atAge = (years: number): Day => Math.min(dayFrom(year + years + (month > 6 ? 1 : 0), 7, 14), SCHOOL_YEAR);
    switch (component) {
      case 'ANAK_USIA_DINI':
        return birth + 30;
      case 'ANAK_SD':
        return atAge(6);
      case 'ANAK_SMP':
        return atAge(12);
      case 'ANAK_SMA':
        return atAge(15);
      case 'LANJUT_USIA':
        return dayFrom(year + 60, month, day);
      case 'IBU_HAMIL_NIFAS':
        return this.random.int(...PREGNANT_FROM);
      case 'DISABILITAS_BERAT':
      case 'KORBAN_HAM_BERAT':
        return birth;
    }
  }
}

/** Whether a family in this state gets payments. */
export function isPaid(status: EnrolmentStatus): boolean {
  return status === 'AKTIF' || status === 'DITANGGUHKAN' || status === 'TRANSISI';
}

/** The wife where there is one, the head otherwise: the program pays to a woman if it can. */
function managerOf({ persons }: Listing): PersonRecord {
  return persons.find(({ relation }) => relation === 2) ?? at(persons, 0);
}

/** The pupil whose leaving school ended the family's time in PKH. */
function schoolLeaver({ relation, age }: PersonRecord): PkhComponent | undefined {
  return relation === 3 && age >= 19 && age <= 20 ? 'ANAK_SMA' : undefined;
}
