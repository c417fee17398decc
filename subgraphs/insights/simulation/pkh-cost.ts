import { CodedError } from '../../../shared/errors';

/**
 * What PKH would cost under other rates or another cap, worked out of protected cells only: of each profile of components (dimension
 * COMPONENT_PROFILE of the cube of enrolments) how many families have it. Nothing about a family is needed, so that no simulation
 * tells more than the table it is made of.
 */

/** A cell of the table: a profile such as `ANAK_SD:2,LANJUT_USIA:1`, and its published count. */
export interface ProfileCell {
  readonly profile: string;
  readonly families: number;
}

/** What decides an amount: as dated rows of the catalogue of programs say on a day, or as somebody proposes. */
export interface PkhTariff {
  /** Whole rupiah a year and person by component; a component without an entry is not paid and takes no place of another. */
  readonly amounts: ReadonlyMap<string, number>;
  /** How many persons of a family are paid for a component; none: all of them. */
  readonly limits: ReadonlyMap<string, number>;
  /** How many components of a family are paid in all, the highest amounts first; undefined: all of them. */
  readonly cap: number | undefined;
}

/** What somebody proposes: what is left out stays as it is. */
export interface TariffProposal {
  readonly rates?: readonly { readonly component: string; readonly amount: number }[] | null;
  readonly cap?: number | null;
}

/** What the families of some cells cost in a year, in whole rupiah. */
export interface PkhCost {
  readonly perYear: number;
  /** A quarter of it, as stages are paid, to the rupiah. */
  readonly perStage: number;
  /** Families that are paid anything. */
  readonly families: number;
  /** What is paid for each component: persons and rupiah a year, in the order of their names. */
  readonly components: readonly { readonly component: string; readonly persons: number; readonly perYear: number }[];
}

/** A proposal beside what is in force. */
export interface PkhComparison {
  readonly current: PkhCost;
  readonly proposed: PkhCost;
  /** Rupiah a year more; less where it is negative. */
  readonly difference: number;
  readonly gaining: number;
  readonly losing: number;
  readonly unchanged: number;
}

const STAGES = 4;

/** The highest amount a rate is simulated with, in rupiah a year: more is a slip of the keyboard. */
const MOST = 1_000_000_000;

/**
 * The tariff of a proposal.
 * @throws CodedError BAD_USER_INPUT for a component twice or unknown to the tariff in force, an amount that is none, a cap below 1
 */
export function proposedTariff(current: PkhTariff, { rates, cap }: TariffProposal): PkhTariff {
  const amounts = new Map(current.amounts);
  const named = new Set<string>();
  for (const { component, amount } of rates ?? []) {
    if (!current.amounts.has(component)) refuse(`${component} is no component that is paid`);
    if (named.has(component)) refuse(`${component} is named twice`);
    if (!Number.isInteger(amount) || amount < 0 || amount > MOST) refuse(`a rate is whole rupiah from 0 to ${MOST}`);
    named.add(component);
    amounts.set(component, amount);
  }
  if (cap === undefined || cap === null) return { ...current, amounts };
  if (!Number.isInteger(cap) || cap < 1) refuse('a cap is a whole number from 1');
  return { ...current, amounts, cap };
}

function refuse(reason: string): never {
  throw new CodedError('BAD_USER_INPUT', { reason });
}

/** How many persons of a family are paid for each component, the highest amounts first (Permensos 1/2018: four at most). */
export function paidPersons(profile: string, { amounts, limits, cap = Infinity }: PkhTariff): Map<string, number> {
  const within = [...readProfile(profile)]
    .filter(([component]) => amounts.has(component))
    .map(([component, persons]) => ({ component, persons: Math.min(persons, limits.get(component) ?? Infinity) }))
    .sort((one, other) => (amounts.get(other.component) ?? 0) - (amounts.get(one.component) ?? 0));
  const paid = new Map<string, number>();
  let left = cap;
  for (const { component, persons } of within) {
    const taken = Math.min(persons, left);
    if (taken > 0) paid.set(component, taken);
    left -= taken;
  }
  return paid;
}

/** Reads `ANAK_SD:2,LANJUT_USIA:1`; NONE is nothing. */
function readProfile(profile: string): Map<string, number> {
  if (profile === 'NONE') return new Map();
  return new Map(
    profile.split(',').map((each) => {
      const [, component, persons] = /^([A-Z_]+):(\d+)$/.exec(each) ?? [];
      if (component === undefined) throw new Error('no profile of components');
      return [component, Number(persons)];
    }),
  );
}

/** Rupiah a year of a family. */
export function familyAmount(profile: string, tariff: PkhTariff): number {
  return [...paidPersons(profile, tariff)].reduce(
    (sum, [component, persons]) => sum + persons * (tariff.amounts.get(component) ?? 0),
    0,
  );
}

/** What the families of the cells cost under a tariff. */
export function pkhCost(cells: readonly ProfileCell[], tariff: PkhTariff): PkhCost {
  const persons = new Map<string, number>();
  let families = 0;
  for (const cell of cells) {
    if (familyAmount(cell.profile, tariff) > 0) families += cell.families;
    for (const [component, each] of paidPersons(cell.profile, tariff)) {
      persons.set(component, (persons.get(component) ?? 0) + each * cell.families);
    }
  }
  const components = [...persons]
    .map(([component, number]) => ({
      component,
      persons: number,
      perYear: number * (tariff.amounts.get(component) ?? 0),
    }))
    .sort((one, other) => (one.component < other.component ? -1 : 1));
  const perYear = components.reduce((sum, each) => sum + each.perYear, 0);
  return { perYear, perStage: Math.round(perYear / STAGES), families, components };
}

/** What a proposal changes, and for how many families. */
export function comparePkhCost(
  cells: readonly ProfileCell[],
  current: PkhTariff,
  proposal: TariffProposal,
): PkhComparison {
  const tariff = proposedTariff(current, proposal);
  const [now, then] = [pkhCost(cells, current), pkhCost(cells, tariff)];
  const change = { gaining: 0, losing: 0, unchanged: 0 };
  for (const { profile, families } of cells) {
    const more = familyAmount(profile, tariff) - familyAmount(profile, current);
    change[more > 0 ? 'gaining' : more < 0 ? 'losing' : 'unchanged'] += families;
  }
  return { current: now, proposed: then, difference: then.perYear - now.perYear, ...change };
}
