import type { BatchSource } from '../../../shared/database';
import { TODAY } from '../../../shared/machine';
import { loadMany } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { isInForce } from './agreement';
import type { AgreementRow } from './agreement';

const byEmployer: BatchSource = {
  from: 'agreement a',
  key: { column: 'a.employer_id', type: 'uuid', property: 'employerId' },
  projection: {
    columns: {
      id: 'a.id',
      employerId: 'a.employer_id',
      kind: 'a.kind',
      number: 'a.number',
      startsOn: 'a.starts_on',
      endsOn: 'a.ends_on',
      terminatedOn: 'a.terminated_on',
      isInForce: `(${isInForce('a')})`,
      daysLeft: `CASE WHEN ${isInForce('a')} THEN least(a.ends_on, a.terminated_on - 1) - ${TODAY} END`,
      scope: 'a.scope',
      signatoryRoles: 'a.signatory_roles',
      purposes: 'a.purposes',
      fields: 'a.fields',
      legalBasis: 'a.legal_basis',
      retentionDays: 'a.retention_days',
      processorRole: 'a.processor_role',
      subProcessorsAllowed: 'a.sub_processors_allowed',
      breachContact: 'a.breach_contact',
      bastNumber: 'a.bast_number',
    },
    always: ['id', 'employerId'],
  },
  orderBy: 'a.ends_on DESC, a.id',
};

/** The agreements of a partner the viewer may see, the longest first; one statement for all partners of the fetch. */
export function findAgreements(
  context: SubgraphContext,
  employerId: string,
  fields: readonly string[],
): Promise<AgreementRow[]> {
  return loadMany<AgreementRow>(context, 'Agreement', byEmployer, employerId, fields);
}
