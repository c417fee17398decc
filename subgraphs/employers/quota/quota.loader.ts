import { statement } from '../../../shared/database';
import type { BatchSource, Projection } from '../../../shared/database';
import { loadMany } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { EmployerType } from '../employer/vocabulary';
import type { HeadCounts, QuotaRule } from './quota';

/** Head counts of an employer for a period, with the type that decides on the rule. */
export interface QuotaReportRow extends HeadCounts {
  readonly employerId: string;
  readonly employerType: EmployerType;
  /** `2026-S1` or `2026-S2`. */
  readonly period: string;
  /** Counts corrections. */
  readonly version: number;
}

/** What was reported at one time, as it stands beside later corrections. */
export interface QuotaEntryRow extends HeadCounts {
  readonly version: number;
  readonly byRole: string;
  readonly at: Date;
}

export const REPORT_PROJECTION: Projection = {
  columns: {
    employerId: 'q.employer_id',
    employerType: 'e.type',
    period: 'q.period',
    headcount: 'q.headcount',
    disabledHeadcount: 'q.disabled_headcount',
    version: 'q.version',
  },
  // Every figure is computed from all of them.
  always: ['employerId', 'employerType', 'period', 'headcount', 'disabledHeadcount', 'version'],
};

const byEmployer: BatchSource = {
  from: 'quota_report q JOIN employer e ON e.id = q.employer_id',
  key: { column: 'q.employer_id', type: 'uuid', property: 'employerId' },
  projection: REPORT_PROJECTION,
  orderBy: 'q.period DESC',
};

/** The reports of an employer whose head counts the viewer may see, newest first; one statement for all employers. */
export function findQuotaReports(context: SubgraphContext, employerId: string): Promise<QuotaReportRow[]> {
  return loadMany<QuotaReportRow>(context, 'QuotaReport', byEmployer, employerId, []);
}

/** Every version of a report the viewer sees, oldest first; one statement for all reports of the fetch. */
export function findQuotaEntries(
  context: SubgraphContext,
  { employerId, period }: Pick<QuotaReportRow, 'employerId' | 'period'>,
): Promise<QuotaEntryRow[]> {
  const loader = context.loader<string, QuotaEntryRow[]>('quota entries', async (keys) => {
    const rows = await context.session.rows<QuotaEntryRow & { readonly key: string }>(statement(ENTRIES, [keys]));
    return keys.map((key) => rows.filter((row) => row.key === key));
  });
  return loader.load(`${employerId} ${period}`);
}

const ENTRIES = `SELECT asked.key, n.version, n.headcount, n.disabled_headcount AS "disabledHeadcount",
    n.actor_role AS "byRole", n.at
  FROM unnest($1::text[]) AS asked (key)
    JOIN quota_entry n ON n.employer_id = left(asked.key, 36)::uuid AND n.period = substr(asked.key, 38)
  ORDER BY n.version`;

const RULES = `SELECT employer_type AS "employerType", rate_basis_points AS "rateBasisPoints", rounding,
  minimum_headcount AS "minimumHeadcount", is_uncertain AS "isUncertain", valid_from AS "validFrom",
  valid_to AS "validTo", legal_reference AS "legalReference", note
  FROM quota_rule ORDER BY employer_type, valid_from`;

/** Every quota rule, past and present: public law, read once a fetch. */
export function findQuotaRules(context: SubgraphContext): Promise<QuotaRule[]> {
  const loader = context.loader<'all', QuotaRule[]>('quota rules', async (keys) => {
    const rules = await context.session.rows<QuotaRule>(statement(RULES, []));
    return keys.map(() => rules);
  });
  return loader.load('all');
}
