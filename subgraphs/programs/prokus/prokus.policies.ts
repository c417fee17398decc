import type { RowPolicies } from '../../../shared/database';
import { BUSINESS_PROPOSALS, businessChanges, businessRows, ofRecord, withRecord } from '../business/business.policies';

/** Who has which rows of Prokus. */
export const PROKUS_POLICIES: Readonly<Record<string, RowPolicies>> = {
  prokus_case: {
    select: businessRows('PROKUS', 'family_id = own_family()'),
    insert: BUSINESS_PROPOSALS,
    update: businessChanges('PROKUS'),
  },
  prokus_month: { select: ofRecord('prokus_case', 'case_id'), insert: withRecord('prokus_case', 'case_id') },
};
