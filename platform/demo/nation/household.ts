import type { Sex } from './names';
import { Deal } from './random';
import type { Random } from './random';
import type { PkhComponent } from './pkh-rates';

/** Relation to the head: 1 head, 2 spouse, 3 child, 5 grandchild, 6 parent or parent-in-law, 7 other relative. */
export type Relation = 1 | 2 | 3 | 5 | 6 | 7;
/** 1 never married, 2 married, 3 divorced, 4 widowed. */
export type Marriage = 1 | 2 | 3 | 4;

/** A member of a family before anything but kinship is known. */
export interface Draft {
  readonly relation: Relation;
  readonly sex: Sex;
  /** Completed years on the day the nation is frozen. */
  readonly age: number;
  readonly marriage: Marriage;
  /** The PKH component this person carries. */
  readonly component: PkhComponent | undefined;
  readonly pregnant: boolean;
  /** Left school although young enough for it. */
  readonly dropout: boolean;
}

type MaleKind = 'SINGLE' | 'COUPLE' | 'CHILDREN' | 'OLD_COUPLE' | 'WIDOWER' | 'THREE_GENERATIONS';
type FemaleKind = 'SINGLE' | 'ALONE' | 'CHILDREN' | 'WITH_ADULT_CHILD';

/**
 * Composes families without a PKH component to look after. Shares of the kinds are estimated so that the mean size and
 * the age pyramid (24% children, 12% elderly) come out.
 */
export class HouseholdMaker {
  private readonly maleKinds: Deal<MaleKind>;
  private readonly femaleKinds: Deal<FemaleKind>;

  constructor(private readonly random: Random) {
    this.maleKinds = new Deal(
      [
        ['SINGLE', 10],
        ['COUPLE', 14],
        ['CHILDREN', 53],
        ['OLD_COUPLE', 14],
        ['WIDOWER', 2],
        ['THREE_GENERATIONS', 7],
      ],
      random,
    );
    this.femaleKinds = new Deal(
      [
        ['SINGLE', 14],
        ['ALONE', 28],
        ['CHILDREN', 38],
        ['WITH_ADULT_CHILD', 20],
      ],
      random,
    );
  }

  /** A family headed by a woman or a man; poorer families (lower desil, 1-10) have more children. */
  make(femaleHead: boolean, desil: number): Draft[] {
    return femaleHead ? this.headedByWoman(desil) : this.headedByMan(desil);
  }

  private headedByMan(desil: number): Draft[] {
    const random = this.random;
    const kind = this.maleKinds.draw();
    switch (kind) {
      case 'SINGLE':
        return [member(1, 1, random.int(20, 58), random.chance(0.7) ? 1 : 3)];
      case 'WIDOWER':
        return [member(1, 1, random.int(58, 88), 4)];
      case 'COUPLE':
        return couple(random, random.int(22, 59));
      case 'OLD_COUPLE':
        return couple(random, random.int(60, 86));
      case 'CHILDREN':
        return this.withChildren(couple(random, random.int(24, 60)), desil);
      case 'THREE_GENERATIONS':
        return [...this.withChildren(couple(random, random.int(26, 48)), desil), this.grandparent()];
    }
  }

  private headedByWoman(desil: number): Draft[] {
    const random = this.random;
    const kind = this.femaleKinds.draw();
    switch (kind) {
      case 'SINGLE':
        return [member(1, 2, random.int(20, 55), random.chance(0.6) ? 1 : 3)];
      case 'ALONE':
        return [member(1, 2, random.int(55, 90), 4)];
      case 'CHILDREN':
        return this.withChildren([member(1, 2, random.int(24, 58), random.chance(0.45) ? 3 : 4)], desil);
      case 'WITH_ADULT_CHILD': {
        const mother = random.int(54, 84);
        const family = [member(1, 2, mother, 4), member(3, anySex(random), mother - random.int(20, 34), 1)];
        return random.chance(0.3) ? [...family, member(5, anySex(random), random.int(1, 17), 1)] : family;
      }
    }
  }

  private withChildren(parents: Draft[], desil: number): Draft[] {
    const { random } = this;
    const mother = parents[1] ?? parents[0];
    const motherAge = mother?.age ?? 30;
    const wanted = 1 + count(random, [0.24, 0.44, 0.24]) + (desil <= 4 && random.chance(0.25) ? 1 : 0);
    const family = [...parents];
    for (let child = 0; child < wanted; child += 1) {
      const age = motherAge - random.int(19, Math.min(37, Math.max(motherAge, 20)));
      if (age < 0 || (age > 24 && random.chance(0.66))) continue;
      family.push(member(3, anySex(random), age, age > 22 && random.chance(0.1) ? 3 : 1));
    }
    if (random.chance(0.06)) family.push(otherRelative(random));
    return pregnancy(random, family);
  }

  private grandparent(): Draft {
    return member(6, this.random.chance(0.65) ? 2 : 1, this.random.int(62, 88), 4);
  }
}

/** A husband (the head) of an age and his wife, up to six years younger. */
export function couple(random: Random, husbandAge: number): Draft[] {
  return [member(1, 1, husbandAge, 2), member(2, 2, Math.max(18, husbandAge - random.int(-1, 6)), 2)];
}

/** A grown relative below the age of sixty. */
export function otherRelative(random: Random): Draft {
  return member(7, anySex(random), random.int(19, 52), random.chance(0.7) ? 1 : 3);
}

/** A draft with every field, so that all drafts have one shape, which engines handle faster than many. */
export function member(
  relation: Relation,
  sex: Sex,
  age: number,
  marriage: Marriage,
  more: Partial<Draft> = {},
): Draft {
  const { component, pregnant = false, dropout = false } = more;
  return { relation, sex, age, marriage, component, pregnant, dropout };
}

export function anySex(random: Random): Sex {
  return random.chance(0.51) ? 1 : 2;
}

/** Index of the share a draw falls in; the last index takes the rest. */
export function count(random: Random, shares: readonly number[]): number {
  let point = random.unit();
  for (const [index, share] of shares.entries()) {
    if (point < share) return index;
    point -= share;
  }
  return shares.length;
}

/** Makes one in eight wives of child-bearing age pregnant. */
function pregnancy(random: Random, family: Draft[]): Draft[] {
  return family.map((one) =>
    one.sex === 2 && one.marriage === 2 && one.age >= 19 && one.age <= 40 && random.chance(0.12)
      ? { ...one, pregnant: true }
      : one,
  );
}
