import type { DisclosureField } from '../../../shared/access';
import { TODAY } from '../../../shared/machine';
import type { AgreementKind, LegalBasis, ProcessorRole } from './vocabulary';

/** An agreement with a partner. Days are `YYYY-MM-DD`, the last one included. */
export interface AgreementRow {
  readonly id: string;
  readonly employerId: string;
  readonly kind: AgreementKind;
  readonly number: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly terminatedOn: string | null;
  readonly isInForce: boolean;
  /** Days to come; null of one that is not in force. */
  readonly daysLeft: number | null;
  readonly scope: string | null;
  readonly signatoryRoles: readonly string[];
  readonly purposes: readonly string[];
  readonly fields: readonly DisclosureField[];
  readonly legalBasis: LegalBasis | null;
  readonly retentionDays: number | null;
  readonly processorRole: ProcessorRole | null;
  readonly subProcessorsAllowed: boolean;
  readonly breachContact: string | null;
  readonly bastNumber: string | null;
}

/** SQL: whether an agreement binds both sides today, where the ministry works; one that was ended is over on that day. */
export const isInForce = (agreement: string): string =>
  `${agreement}.starts_on <= ${TODAY} AND ${agreement}.ends_on >= ${TODAY}
    AND (${agreement}.terminated_on IS NULL OR ${agreement}.terminated_on > ${TODAY})`;

/**
 * SQL: whether a partner has an agreement of a kind in force today. It is asked at the moment of reading, so that access ends
 * with the term, whatever status the partner still has.
 * @param employer the column with the partner's id
 */
export const agreementInForce = (employer: string, kind: AgreementKind): string =>
  `EXISTS (SELECT FROM agreement held WHERE held.employer_id = ${employer} AND held.kind = '${kind}'
    AND ${isInForce('held')})`;

/** SQL: whether an agreement on data that is in force today lets a partner know something of candidates. */
export const isNamedInForce = (employer: string, field: DisclosureField): string =>
  `EXISTS (SELECT FROM agreement held WHERE held.employer_id = ${employer} AND held.kind = 'DSA'
    AND '${field}' = ANY (held.fields) AND ${isInForce('held')})`;
