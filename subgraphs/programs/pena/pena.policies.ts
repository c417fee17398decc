import { ANYONE } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';
import { BUSINESS_PROPOSALS, businessChanges, businessRows, ofRecord, withRecord } from '../business/business.policies';

const withCase = withRecord('pena_case', 'case_id');

/** Who has which rows of PENA; minimum wages are public. */
export const PENA_POLICIES: Readonly<Record<string, RowPolicies>> = {
  pena_case: {
    select: businessRows('PENA', 'family_id = own_family()'),
    insert: BUSINESS_PROPOSALS,
    update: businessChanges('PENA'),
  },
  pena_income: { select: ofRecord('pena_case', 'case_id'), insert: withCase, update: withCase },
  umk: { select: ANYONE },
};
