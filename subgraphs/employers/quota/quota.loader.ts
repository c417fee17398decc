import { statement } from '../../../shared/database';
import type { BatchSource } from '../../../shared/database';
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
}

const byEmployer: BatchSource = {
  from: 'quota_report q JOIN employer e ON e.id = q.employer_id',
  key: { column: 'q.employer_id', type: 'uuid', property: 'employerId' },
  projection: {
    columns: {
      employerId: 'q.employer_id',
      employerType: 'e.type',
      period: 'q.period',
      headcount: 'q.headcount',
      disabledHeadcount: 'q.disabled_headcount',
    },
    // Every figure is computed from all of them.
    always: ['employerId', 'employerType', 'period', 'headcount', 'disabledHeadcount'],
  },
  orderBy: 'q.period DESC',
};

/** The reports of an employer whose head counts the viewer may see, newest first; one statement for all employers. */
export function findQuotaReports(context: SubgraphContext, employerId: string): Promise<QuotaReportRow[]> {
  return loadMany<QuotaReportRow>(context, 'QuotaReport', byEmployer, employerId, []);
}

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
