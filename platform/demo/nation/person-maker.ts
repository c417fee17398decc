import { birthsOfAge } from './days';
import type { Day } from './days';
import type { Draft } from './household';
import { personName, phoneNumber } from './names';
import { Mix } from './random';
import type { Random, Weighted } from './random';
import { DISABILITIES, DISABILITY_BY_AGE } from './weights';

/** A human being as they truly are. */
export interface Person extends Draft {
  readonly name: string;
  readonly birth: Day;
  /** 1 never, 2 attending, 3 no longer. */
  readonly school: 1 | 2 | 3;
  /** 1-15, see DIPLOMAS. */
  readonly diploma: number;
  /** 1-7 (see WORK), or empty for somebody without work. */
  readonly work: number | '';
  /** KBLI section letter, or empty. */
  readonly sector: string;
  readonly businesses: number | '';
  /** Lists separated by `|`. */
  readonly disabilities: string;
  readonly illnesses: string;
  readonly phone: string;
}

/**
 * Highest certificate: 1 none, 2 Paket A, 3 SD, 4 MI, 5 Paket B, 6 SMP, 7 MTs, 8 Paket C, 9 SMA, 10 MA, 11 SMK, 12 D1-D3,
 * 13 D4/S1, 14 S2, 15 S3. Shares among adults by wealth are estimated.
 */
const DIPLOMAS = {
  none: 1,
  primary: mix([3, 85], [4, 13], [2, 2]),
  lower: mix([6, 76], [7, 21], [5, 3]),
  upper: mix([9, 55], [11, 31], [10, 11], [8, 3]),
  higher: mix([13, 66], [12, 28], [14, 5.5], [15, 0.5]),
} as const;

type Level = 'none' | 'primary' | 'lower' | 'upper' | 'higher';
type Band = 'poor' | 'middle' | 'rich';

const LEVELS: Readonly<Record<Band, Mix<Level>>> = {
  poor: mix<Level>(['none', 22], ['primary', 42], ['lower', 20], ['upper', 15], ['higher', 1]),
  middle: mix<Level>(['none', 10], ['primary', 28], ['lower', 22], ['upper', 34], ['higher', 6]),
  rich: mix<Level>(['none', 4], ['primary', 13], ['lower', 16], ['upper', 44], ['higher', 23]),
};

/**
 * Main work: 1 own account, 2 employer with unpaid help, 3 employer with paid help, 4 employee, 5 casual in farming,
 * 6 casual elsewhere, 7 unpaid family worker. Estimated by wealth.
 */
const WORK: Readonly<Record<Band, Mix<number>>> = {
  poor: mix([1, 26], [2, 15], [3, 1], [4, 16], [5, 14], [6, 13], [7, 15]),
  middle: mix([1, 24], [2, 15], [3, 2], [4, 36], [5, 6], [6, 6], [7, 11]),
  rich: mix([1, 19], [2, 11], [3, 7], [4, 56], [5, 1], [6, 1], [7, 5]),
};

/** KBLI sections by kind of work. Estimated. */
const SECTORS: Readonly<Record<number, Mix<string>>> = {
  1: mix(['G', 40], ['A', 24], ['I', 14], ['C', 9], ['H', 8], ['S', 5]),
  2: mix(['A', 55], ['G', 24], ['I', 12], ['C', 9]),
  3: mix(['G', 32], ['A', 24], ['F', 14], ['C', 18], ['I', 12]),
  4: mix(['C', 28], ['G', 18], ['P', 11], ['O', 9], ['I', 8], ['N', 6], ['H', 7], ['Q', 4], ['K', 3], ['T', 6]),
  5: mix(['A', 1]),
  6: mix(['F', 55], ['H', 20], ['B', 5], ['T', 20]),
  7: mix(['A', 66], ['G', 22], ['I', 12]),
};

const ILLNESSES = mix(
  ['HIPERTENSI', 34],
  ['REMATIK', 18],
  ['DIABETES', 14],
  ['ASMA', 12],
  ['JANTUNG', 9],
  ['STROKE', 6],
  ['TBC', 4],
  ['GINJAL', 3],
);
const DISABILITY_KINDS = new Mix(DISABILITIES);

/** Gives the drafts of a family their names, birth days, schooling, work and health. */
export class PersonMaker {
  constructor(
    private readonly random: Random,
    private readonly today: Day,
  ) {}

  /** A person of a family; `desil` (1-10) decides schooling and work, `family` is the word its names may share. */
  make(draft: Draft, desil: number, family: string): Person {
    const { random } = this;
    const band = bandOf(desil);
    const school = this.school(draft, desil);
    const work = this.work(draft, school, band);
    return {
      relation: draft.relation,
      sex: draft.sex,
      age: draft.age,
      marriage: draft.marriage,
      component: draft.component,
      pregnant: draft.pregnant,
      dropout: draft.dropout,
      name: personName(random, draft.sex, family),
      birth: random.int(...birthsOfAge(this.today, draft.age)),
      school,
      diploma: this.diploma(draft, school, band),
      work,
      sector: work === '' ? '' : (SECTORS[work]?.draw(random) ?? ''),
      businesses: work === '' ? '' : this.businesses(work),
      disabilities: this.disabilities(draft),
      illnesses: this.illnesses(draft.age),
      phone: draft.age >= 16 && random.chance(0.7) ? phoneNumber(random) : '',
    };
  }

  private school({ age, component, dropout }: Draft, desil: number): 1 | 2 | 3 {
    if (age < 7) return 1;
    if (component === 'ANAK_SD' || component === 'ANAK_SMP' || component === 'ANAK_SMA') return 2;
    if (dropout) return 3;
    if (age <= 22) return this.random.chance(attendance(age, desil)) ? 2 : 3;
    return this.random.chance(age >= 60 ? 0.08 : 0.01) ? 1 : 3;
  }

  private diploma({ age }: Draft, school: 1 | 2 | 3, band: Band): number {
    if (age < 13 || school === 1) return DIPLOMAS.none;
    if (age < 16) return DIPLOMAS.primary.draw(this.random);
    if (school === 2) return (age < 19 ? DIPLOMAS.lower : DIPLOMAS.upper).draw(this.random);
    const level = LEVELS[band].draw(this.random);
    if (level === 'none') return DIPLOMAS.none;
    return DIPLOMAS[age < 19 && level !== 'primary' ? 'lower' : level].draw(this.random);
  }

  private work({ age, sex, component }: Draft, school: 1 | 2 | 3, band: Band): number | '' {
    if (age < 16 || school === 2 || component === 'DISABILITAS_BERAT') return '';
    const employed = age >= 60 ? 0.42 : age < 22 ? 0.5 : sex === 1 ? 0.9 : 0.54;
    return this.random.chance(employed) ? WORK[band].draw(this.random) : '';
  }

  private businesses(work: number): number {
    return work > 3 ? 0 : this.random.chance(0.06) ? 2 : 1;
  }

  private disabilities({ age, component }: Draft): string {
    const { random } = this;
    const severe = component === 'DISABILITAS_BERAT';
    const share = age < 15 ? DISABILITY_BY_AGE.child : age < 60 ? DISABILITY_BY_AGE.adult : DISABILITY_BY_AGE.elderly;
    if (!severe && !random.chance(share)) return '';
    const first = DISABILITY_KINDS.draw(random);
    if (!random.chance(severe ? 0.4 : DISABILITY_BY_AGE.several)) return first;
    const second = DISABILITY_KINDS.draw(random);
    return first === second ? first : `${first}|${second}`;
  }

  private illnesses(age: number): string {
    const share = age < 15 ? 0.01 : age < 45 ? 0.04 : age < 60 ? 0.15 : 0.34;
    return this.random.chance(share) ? ILLNESSES.draw(this.random) : '';
  }
}

/** Share of an age that goes to school. BPS 2024, rounded; above 18 rising with wealth. */
function attendance(age: number, desil: number): number {
  if (age <= 12) return 0.99;
  if (age <= 15) return 0.95;
  return age <= 18 ? 0.7 + 0.02 * desil : 0.04 * desil;
}

function bandOf(desil: number): Band {
  if (desil <= 3) return 'poor';
  return desil <= 7 ? 'middle' : 'rich';
}

function mix<T>(...table: readonly Weighted<T>[]): Mix<T> {
  return new Mix(table);
}
