import type { FieldGroup } from '../../../shared/access';
import { NOWHERE, only, withRowConditions } from '../../../shared/database';
import type { RowConditions, RowScope } from '../../../shared/database';
import type { SubjectRule } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import type { GivenUnder } from './candidate';

/** Over `open.stage`, how far somebody is open at this moment, and `given`, what they agreed to; see the loader. */
const STAGES: RowConditions = {
  STAGE_1: () => 'open.stage >= 1',
  STAGE_2: () => 'open.stage >= 2',
  STAGE_3: () => 'open.stage >= 3',
  STAGE_4: () => 'open.stage >= 4',
  OPT_IN: () => 'open.stage >= 2 AND given.disability_id IS NOT NULL',
};

/**
 * The candidates a viewer may see, over `asked`: those disclosed to the employer the viewer works for. How much of each is told
 * row by row.
 */
export function candidateScope({ role, employerId }: Viewer): RowScope {
  const isPartner = role === 'PARTNER_RECRUITER' || role === 'PARTNER_ADMIN';
  if (!isPartner || employerId === undefined) return NOWHERE;
  const own = only((bind) => `asked.employer_id = ${bind(employerId)}::uuid`);
  return withRowConditions(own, STAGES);
}

/** Whose record a candidate is, and under which consent each field of it is given. */
export const CANDIDATE_SUBJECT: SubjectRule = {
  kind: 'person',
  property: 'personId',
  consentFor: (row: object, group: FieldGroup) => {
    const { consentId, disabilityConsentId } = row as GivenUnder;
    return (group === 'DISABILITY' ? disabilityConsentId : consentId) ?? undefined;
  },
};
