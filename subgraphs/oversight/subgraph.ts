import type { MigrationClass, ReadModel } from '../../shared/database';
import type { ScopeRule, SubgraphGraph, SubjectRule } from '../../shared/subgraph';
import { BreachResolver } from './breach/breach.graph';
import { BreakGlassResolver } from './break-glass/break-glass.graph';
import { breakGlassModel } from './break-glass/break-glass.model';
import { dpoScope, entryScope, historyFacts, systemScope } from './ledger/ledger.access';
import { AccessRecordResolver, LedgerResolver } from './ledger/ledger.graph';
import { Oversight1761000005000 } from './migrations/oversight';

export { gatherLedger } from './ledger/gather';

/** The read ledgers of all subgraphs, emergency access and its review, breach cases. */
export const oversight = {
  name: 'oversight',
  resolvers: [LedgerResolver, AccessRecordResolver, BreakGlassResolver, BreachResolver],
} satisfies SubgraphGraph;

/** Row scope by type name. */
export const oversightScopes: Readonly<Record<string, ScopeRule>> = {
  LedgerEntry: entryScope,
  LedgerDecision: entryScope,
  AccessRecord: historyFacts,
  RevealCount: dpoScope,
  LedgerSource: systemScope,
  BreakGlassReview: dpoScope,
  OversightNotice: dpoScope,
  BreachCase: dpoScope,
  BreachEvent: dpoScope,
};

/** Nothing here is about a person by id: whose record was read stands as a hash. */
export const oversightSubjects: Readonly<Record<string, SubjectRule>> = {};

export const oversightMigrations: readonly MigrationClass[] = [Oversight1761000005000];
export const oversightReadModels: readonly ReadModel[] = [breakGlassModel];
export { oversightRowSecurity } from './row-security';
