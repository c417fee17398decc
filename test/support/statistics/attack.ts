import type { Citizen, StatNation } from './nation';

/** Who can be singled out, and how often an attack does it. */
export interface Toll {
  /** Targets. */
  readonly targets: number;
  /** Found out with every count published as it is, if it is ten or more: the control. */
  readonly unprotected: number;
  /** Found out from what is published. */
  readonly protectedToo: number;
}

/** Prints what an attack took. */
export function printToll(attack: string, { targets, unprotected, protectedToo }: Toll): void {
  process.stdout.write(
    `${attack}: of ${targets} people ${unprotected} exposed without protection, ${protectedToo} with it\n`,
  );
}

type Filters = Readonly<Record<string, readonly (string | number)[]>>;

/** What a subtraction takes: a count, and another of the same people without the target. */
export interface Subtraction {
  readonly whole: Filters;
  readonly rest: Filters;
}

const COLUMNS: Readonly<Record<string, keyof Citizen>> = {
  PROVINCE: 'province',
  REGENCY: 'regency',
  DESIL: 'desil',
  SEX: 'sex',
  AGE: 'age',
  KIND: 'kind',
};

/** How many there are in truth. */
export function countTruly({ citizens }: StatNation, where: Filters): number {
  return citizens.filter((one) =>
    Object.entries(where).every(([name, categories]) => {
      const column = COLUMNS[name];
      const value = column && one[column];
      return typeof value === 'string' || typeof value === 'number' ? categories.includes(value) : false;
    }),
  ).length;
}

/**
 * What subtractions find out: a person is exposed where both counts are published, since whoever sees them differ knows that
 * somebody is there, and whoever sees them alike knows little less.
 */
export async function subtract(nation: StatNation, subtractions: readonly Subtraction[]): Promise<Toll> {
  let unprotected = 0;
  let protectedToo = 0;
  for (const { whole, rest } of subtractions) {
    const [all, less] = [countTruly(nation, whole), countTruly(nation, rest)];
    if (all - less !== 1) throw new Error('a subtraction is meant to leave one person');
    if (less >= 10) unprotected += 1;
    const [one, other] = await Promise.all([nation.count(whole), nation.count(rest)]);
    if (one !== undefined && other !== undefined) protectedToo += 1;
  }
  return { targets: subtractions.length, unprotected, protectedToo };
}

/** The people who are alone in a category within a cell, with the cell; `most` of them. */
export function findAlone(
  { citizens }: StatNation,
  cell: readonly (keyof Citizen)[],
  category: keyof Citizen,
  most: number,
): Citizen[] {
  const counts = new Map<string, number>();
  const keyOf = (one: Citizen) => [...cell, category].map((column) => String(one[column])).join('|');
  for (const one of citizens) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return citizens.filter((one) => counts.get(keyOf(one)) === 1).slice(0, most);
}
