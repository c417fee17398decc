import type { FieldGroup } from '../../../shared/access';
import { NOWHERE, only, withRowConditions } from '../../../shared/database';
import type { RowConditions, RowScope } from '../../../shared/database';
import type { SubjectRule } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { TERM_OF } from './candidate';
import type { CandidateRow, GivenUnder } from './candidate';

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

/** Whose record it is, and under which consent each field is given. */
const UNDER_CONSENT: SubjectRule = {
  kind: 'person',
  property: 'personId',
  consentFor: (row: object, group: FieldGroup) => {
    const { consentId, disabilityConsentId } = row as GivenUnder;
    return (group === 'DISABILITY' ? disabilityConsentId : consentId) ?? undefined;
  },
};

/** A candidate: beside the pseudonym nothing is told that the employer's agreement does not name. */
export const CANDIDATE_SUBJECT: SubjectRule = {
  ...UNDER_CONSENT,
  withholds: (row: object, field: string) => {
    const term = TERM_OF[field];
    return field !== 'ref' && (term === undefined || !(row as CandidateRow).terms.includes(term));
  },
};

/** What work a candidate has done: shown with the candidate or not at all. */
export const WORK_HISTORY_SUBJECT: SubjectRule = UNDER_CONSENT;
