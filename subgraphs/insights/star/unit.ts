import type { RecordKeys } from '../../../shared/database';
import type { UnitKind } from '../cube/cube';

/**
 * The ids of the star schema. No table of it holds an id another schema knows a person or family by: every id is the pseudonym
 * of a record key, so that rows can be joined with each other and with nothing else. Rows that are nobody (a vacancy, a case)
 * get one as well, so that no event can be found again in the schema it came from.
 */
export type StarKind =
  | Lowercase<UnitKind>
  | 'enrolment'
  | 'component'
  | 'payment'
  | 'graduation'
  | 'business'
  | 'case'
  | 'device'
  | 'need'
  | 'ska_month'
  | 'facilitator'
  | 'referral'
  | 'vacancy'
  | 'grievance'
  | 'change_request'
  | 'consent'
  | 'report'
  | 'reveal';

/** The pseudonym of an entity. */
export function starId(keys: RecordKeys, kind: StarKind, id: string): string {
  return keys.of(`${kind}:${id}`).unit;
}
