import type { Condition, Facts } from '../access';
import type { Parameters, Predicate } from './statement';

/**
 * Which rows of a table a viewer may see. `where` goes into every statement that reads the table; `facts` is what holds of
 * each row that passes, on which the field grades are decided. NOWHERE: no statement is sent at all.
 */
export type RowScope =
  | { readonly kind: 'NOWHERE' }
  | {
      readonly kind: 'WHERE';
      readonly where: Predicate;
      readonly facts: Facts;
      /** What holds of some of the rows only; read with a row where a grade depends on it. */
      readonly perRow?: RowConditions;
    };

/** Conditions with the predicate that says of which rows they hold. */
export type RowConditions = Readonly<Partial<Record<Condition, Predicate>>>;

/** The default answer. */
export const NOWHERE: RowScope = { kind: 'NOWHERE' };

const NO_FACTS: Facts = new Set();

/** Every row: for public tables, and for roles whose matrix says so. */
export function everywhere(...facts: readonly Condition[]): RowScope {
  return { kind: 'WHERE', where: () => 'TRUE', facts: facts.length === 0 ? NO_FACTS : new Set(facts) };
}

/** The rows a predicate lets through. */
export function only(where: Predicate, ...facts: readonly Condition[]): RowScope {
  return { kind: 'WHERE', where, facts: new Set(facts) };
}

/** The scope narrowed by a further predicate. */
export function narrowed(scope: RowScope, further: Predicate): RowScope {
  if (scope.kind === 'NOWHERE') return scope;
  const { where } = scope;
  return { ...scope, where: (bind) => `(${where(bind)}) AND (${further(bind)})` };
}

/** The scope with further conditions that hold of all its rows. */
export function withFacts(scope: RowScope, ...facts: readonly Condition[]): RowScope {
  return scope.kind === 'NOWHERE' ? scope : { ...scope, facts: new Set([...scope.facts, ...facts]) };
}

/** The scope with conditions that hold of some of its rows only. */
export function withRowConditions(scope: RowScope, perRow: RowConditions): RowScope {
  return scope.kind === 'NOWHERE' ? scope : { ...scope, perRow: { ...scope.perRow, ...perRow } };
}

/** The property of a row that names the conditions which hold of it, see `RowScope.perRow`. */
export const ROW_FACTS = '$facts';

/** What of the select list tells which of some conditions hold of a row; nothing where none is asked for. */
export function selectFacts(scope: RowScope, wanted: readonly Condition[], bind: Parameters['bind']): string {
  if (scope.kind === 'NOWHERE' || wanted.length === 0) return '';
  const cases = wanted.map((condition) => {
    const predicate = scope.perRow?.[condition];
    return predicate ? `CASE WHEN ${predicate(bind)} THEN '${condition}' END` : 'NULL';
  });
  return `, array_remove(ARRAY[${cases.join(', ')}]::text[], NULL) AS "${ROW_FACTS}"`;
}

/** What holds of every row of a scope. */
export function factsOf(scope: RowScope): Facts {
  return scope.kind === 'NOWHERE' ? NO_FACTS : scope.facts;
}
