import { NOWHERE, narrowed } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Role, Viewer } from '../../../shared/viewer';
import { isPartner } from '../partner-user/partner-user.access';
import { referralScope } from '../referral/referral.access';

/** Who has a board. */
export const BOARD_ROLES = [
  'SENTRA_OFFICER',
  'PARTNER_RECRUITER',
  'PARTNER_ADMIN',
  'CITIZEN',
] as const satisfies Role[];

/** Whose board it is: a column of the outbox and the value the viewer has of it. */
export interface BoardOwner {
  readonly column: 'centre_id' | 'employer_id' | 'person_id';
  readonly type: 'text' | 'uuid';
  readonly id: string;
}

/** The centre's, the partner's or the person's board; undefined where the token names none. */
export function findBoardOwner({ role, sentraId, employerId, personId }: Viewer): BoardOwner | undefined {
  switch (role) {
    case 'SENTRA_OFFICER':
      return sentraId === undefined ? undefined : { column: 'centre_id', type: 'text', id: sentraId };
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
      return employerId === undefined ? undefined : { column: 'employer_id', type: 'uuid', id: employerId };
    case 'CITIZEN':
      return personId === undefined ? undefined : { column: 'person_id', type: 'uuid', id: personId };
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'FRONTEND':
    case 'FRONTEND_DEVELOPER':
    case 'PENDAMPING':
    case 'PROGRAM_MANAGER':
    case 'DATA_STEWARD':
    case 'DPO':
    case 'ANALYST':
    case 'ADMIN':
    case 'PUBLIC':
      return undefined;
  }
}

/** What a partner is told of at all: nothing of the time when somebody was only thought of. */
export function isEventToldToPartner(row: string): string {
  return `${row}payload ->> 'status' <> 'NOMINATED'`;
}

/** What happened to the referrals a viewer may see now, over aliases `o` (outbox) and `r` (referral). */
export function boardScope(viewer: Viewer): RowScope {
  const owner = findBoardOwner(viewer);
  if (!owner) return NOWHERE;
  const { column, type, id } = owner;
  return narrowed(referralScope(viewer), (bind) => {
    const own = `o.topic = 'referral' AND o.${column} = ${bind(id)}::${type}`;
    return isPartner(viewer) ? `${own} AND ${isEventToldToPartner('o.')}` : own;
  });
}
