import type { Condition, Facts } from '../access';
import type { Predicate } from './statement';

/**
 * Which rows of a table a viewer may see. `where` goes into every statement that reads the table; `facts` is what holds of
 * each row that passes, on which the field grades are decided. NOWHERE: no statement is sent at all.
 */
export type RowScope =
  { readonly kind: 'NOWHERE' } | { readonly kind: 'WHERE'; readonly where: Predicate; readonly facts: Facts };

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
  const { where, facts } = scope;
  return { kind: 'WHERE', where: (bind) => `(${where(bind)}) AND (${further(bind)})`, facts };
}

/** What holds of every row of a scope. */
export function factsOf(scope: RowScope): Facts {
  return scope.kind === 'NOWHERE' ? NO_FACTS : scope.facts;
}
