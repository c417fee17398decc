import { anySex, count, couple, member, otherRelative } from './household';
import type { Draft } from './household';
import type { PkhComponent } from './pkh-rates';
import { Deal } from './random';
import type { Random, Weighted } from './random';

const H = 'IBU_HAMIL_NIFAS';
const A = 'ANAK_USIA_DINI';
const D = 'ANAK_SD';
const P = 'ANAK_SMP';
const M = 'ANAK_SMA';
const L = 'LANJUT_USIA';
const B = 'DISABILITAS_BERAT';

/**
 * Which components the PKH families carry together, in percent. Fitted so that 10 million families carry 0.10 M pregnant
 * women, 2.8 M toddlers, 4.6 M primary, 2.9 M lower and 2.4 M upper secondary pupils, 2.6 M elderly and 0.15 M severely
 * disabled people, which costs Rp2.86 M a family and year: the plan of 2026.
 */
const COMBINATIONS: readonly Weighted<readonly PkhComponent[]>[] = [
  [[L], 13.72],
  [[L, D], 3.61],
  [[L, P], 2.81],
  [[L, A], 2.3],
  [[L, D, M], 2.2],
  [[L, P, M], 1.14],
  [[D], 10.54],
  [[P], 7.99],
  [[M], 10.03],
  [[A], 9.3],
  [[A, D], 8.15],
  [[D, P], 6.63],
  [[P, M], 5.13],
  [[D, M], 3.96],
  [[A, P], 2.11],
  [[A, A], 1.3],
  [[D, D], 3.2],
  [[A, D, P], 1.04],
  [[D, P, M], 1.01],
  [[A, D, D, P], 0.31],
  [[A, D, P, M], 0.38],
  [[H], 0.19],
  [[H, A], 0.37],
  [[H, D], 0.29],
  [[H, A, D, P, M], 0.15],
  [[B], 0.59],
  [[B, D], 0.39],
  [[B, P], 0.3],
  [[B, L], 0.22],
  [[A, A, D], 0.54],
  [[A, A, A, D], 0.1],
];

/** Ages (completed years, both ends included) at which a child carries a component. */
const CHILD_AGES: Partial<Record<PkhComponent, readonly [number, number]>> = {
  ANAK_USIA_DINI: [1, 6],
  ANAK_SD: [7, 12],
  ANAK_SMP: [13, 15],
  ANAK_SMA: [16, 18],
};

/** Composes families that carry PKH components: who carries one is made first, the others fill up around them. */
export class PkhHouseholdMaker {
  private readonly combinations: Deal<readonly PkhComponent[]>;

  constructor(private readonly random: Random) {
    this.combinations = new Deal(COMBINATIONS, random);
  }

  make(femaleHead: boolean): Draft[] {
    const components = this.combinations.draw();
    const children = components.flatMap((component) => this.child(component));
    const others = components.filter((component) => !(component in CHILD_AGES));
    if (children.length > 0 || others.includes(H)) return this.family(femaleHead, children, others);
    return others.includes(L) ? this.elderly(femaleHead, others.includes(B)) : this.disabled(femaleHead);
  }

  /** A family whose last child has just left school: nobody carries a component any longer. */
  grownUp(femaleHead: boolean): Draft[] {
    const parents = femaleHead
      ? [member(1, 2, this.random.int(42, 54), 4)]
      : couple(this.random, this.random.int(44, 56));
    return [...parents, member(3, anySex(this.random), this.random.int(19, 20), 1)];
  }

  private child(component: PkhComponent): Draft[] {
    const ages = CHILD_AGES[component];
    if (!ages) return [];
    return [member(3, anySex(this.random), this.random.int(...ages), 1, { component })];
  }

  private family(femaleHead: boolean, children: readonly Draft[], others: readonly PkhComponent[]): Draft[] {
    const pregnant = others.includes(H);
    const motherAge = this.motherAge(children, pregnant);
    const family = this.parents(femaleHead, motherAge, pregnant);
    family.push(...[...children].sort((one, other) => other.age - one.age));
    if (others.includes(L)) family.push(this.grandparent(motherAge));
    if (others.includes(B)) family.push(this.disabledRelative(7));
    family.push(...this.fillers(motherAge, pregnant));
    return family;
  }

  private motherAge(children: readonly Draft[], pregnant: boolean): number {
    const eldest = children.reduce((age, child) => Math.max(age, child.age), 0);
    const youngest = children.reduce((age, child) => Math.min(age, child.age), eldest);
    const highest = pregnant ? 43 : Math.min(youngest + 43, 57);
    return Math.max(eldest + 18, Math.min(eldest + this.random.int(19, 32), highest));
  }

  private parents(femaleHead: boolean, motherAge: number, pregnant: boolean): Draft[] {
    const more: Partial<Draft> = pregnant ? { pregnant, component: H } : {};
    if (femaleHead) return [member(1, 2, motherAge, this.random.chance(0.5) ? 4 : 3, more)];
    const fatherAge = Math.min(motherAge + this.random.int(0, 6), 59);
    if (!pregnant && this.random.chance(0.05)) return [member(1, 1, fatherAge, 4)];
    return [member(1, 1, fatherAge, 2), member(2, 2, motherAge, 2, more)];
  }

  /** Grown children, pupils who left school and other relatives; nobody who would carry a component. */
  private fillers(motherAge: number, pregnant: boolean): Draft[] {
    const fillers: Draft[] = [];
    const wanted = count(this.random, [0.44, 0.36, 0.16]);
    for (let filler = 0; filler < wanted; filler += 1) fillers.push(this.filler(motherAge, pregnant));
    return fillers;
  }

  private filler(motherAge: number, pregnant: boolean): Draft {
    const { random } = this;
    if (motherAge >= 39 && !pregnant && random.chance(0.75)) {
      return member(3, anySex(random), random.int(19, Math.min(motherAge - 18, 27)), 1);
    }
    if (motherAge >= 34 && random.chance(0.3))
      return member(3, anySex(random), random.int(14, 16), 1, { dropout: true });
    if (motherAge <= 36 && random.chance(0.4)) return member(6, 2, random.int(Math.max(motherAge + 18, 45), 59), 4);
    return otherRelative(random);
  }

  private elderly(femaleHead: boolean, withDisabled: boolean): Draft[] {
    const { random } = this;
    const component = L;
    const age = random.int(62, 87);
    const family = femaleHead
      ? [member(1, 2, age, 4, { component })]
      : [member(1, 1, age, random.chance(0.25) ? 4 : 2, { component })];
    if (family[0]?.marriage === 2) {
      const wifeAge = age - random.int(1, 12);
      // A few families list the second elderly person too, although one only is paid.
      const listed = wifeAge >= 60 && random.chance(0.1);
      family.push(member(2, 2, listed ? wifeAge : Math.min(wifeAge, 59), 2, listed ? { component } : {}));
    }
    if (withDisabled) family.push(this.disabledRelative(3, age - 22));
    if (random.chance(0.45)) family.push(member(3, anySex(random), random.int(25, Math.min(age - 22, 48)), 1));
    return family;
  }

  private disabled(femaleHead: boolean): Draft[] {
    const { random } = this;
    const age = random.int(44, 58);
    const parents = femaleHead ? [member(1, 2, age, 4)] : couple(random, age);
    return [...parents, this.disabledRelative(3, age - 20)];
  }

  private grandparent(motherAge: number): Draft {
    const age = this.random.int(Math.max(62, motherAge + 17), 90);
    return member(6, this.random.chance(0.68) ? 2 : 1, age, 4, { component: L });
  }

  private disabledRelative(relation: 3 | 7, oldest = 50): Draft {
    return member(relation, anySex(this.random), this.random.int(19, Math.min(oldest, 50)), 1, { component: B });
  }
}
