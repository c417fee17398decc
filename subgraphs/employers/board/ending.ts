import { TODAY } from '../../../shared/machine';
import { isInForce } from '../agreement/agreement';

/**
 * SQL: agreements of active partners that are in force and end within the days of the rule, where none of the same kind goes on after
 * them. Columns id, employer_id, kind, number, ends_on.
 */
export const ENDING_SOON = `
  SELECT a.id, a.employer_id, a.kind, a.number, a.ends_on FROM agreement a JOIN employer e ON e.id = a.employer_id
  WHERE e.status = 'ACTIVE' AND ${isInForce('a')} AND a.ends_on - ${TODAY} <= (
      SELECT rule.value FROM partner_rule rule WHERE rule.rule = 'AGREEMENT_NOTICE_DAYS' AND rule.valid_from <= ${TODAY}
        AND (rule.valid_to IS NULL OR rule.valid_to >= ${TODAY}) ORDER BY rule.valid_from DESC LIMIT 1)
    AND NOT EXISTS (SELECT FROM agreement next WHERE next.employer_id = a.employer_id AND next.kind = a.kind
      AND next.ends_on > a.ends_on AND next.terminated_on IS NULL)`;
