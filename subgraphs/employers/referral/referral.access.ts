import { NOWHERE, only, withinRegions } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import { TODAY } from '../../../shared/machine';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { agreementInForce } from '../agreement/agreement';
import { ofOwnOrganisation } from '../partner-user/partner-user.access';
import { ruleToday } from './rule';

/**
 * What a partner is told of at all: nobody who was only thought of, and nobody whose work for it ended some time ago. Of one that came
 * to nothing the row stays, with no person behind it: the partner has to be told so, and keeps what it answered itself.
 */
export function isToldToPartner(row: string): string {
  return `${row}status <> 'NOMINATED' AND ${row}referred_on IS NOT NULL
    AND (${row}status <> 'ENDED' OR ${row}ended_on + ${ruleToday('SEEN_AFTER_WORK_DAYS')} >= ${TODAY})`;
}

/**
 * The referrals a viewer may see, over alias `r`: a centre's officers those it made, a person the own ones, a partner those made to
 * it while its agreement is in force, supervisors those of who lives in their jurisdiction.
 */
export function referralScope(viewer: Viewer): RowScope {
  const { personId, sentraId } = viewer;
  switch (viewer.role) {
    case 'SENTRA_OFFICER':
      return sentraId === undefined ? NOWHERE : only((bind) => `r.centre_id = ${bind(sentraId)}`, 'CASE');
    case 'CITIZEN':
      return personId === undefined ? NOWHERE : only((bind) => `r.person_id = ${bind(personId)}::uuid`, 'OWN');
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN': {
      const own = ofOwnOrganisation(viewer, 'r.employer_id');
      if (!own) return NOWHERE;
      return only(
        (bind) => `${own(bind)} AND ${isToldToPartner('r.')} AND ${agreementInForce('r.employer_id', 'DSA')}`,
        'EMPLOYER',
      );
    }
    case 'SUPERVISOR':
      return withinRegions('r.region_code', viewer.regionCodes);
    // A social service has numbers of referrals and no rows: the case of a row names the person.
    case 'DINSOS':
    case 'FRONTEND':
    case 'FRONTEND_DEVELOPER':
    case 'PENDAMPING':
    case 'PROGRAM_MANAGER':
    case 'DATA_STEWARD':
    case 'DPO':
    case 'ANALYST':
    case 'ADMIN':
    case 'PUBLIC':
      return NOWHERE;
  }
}

/**
 * What holds of a person or a case whose referrals are asked for, over alias `r`. Who sees the person but no referral is told so
 * of the own persons; a partner comes to a referral from neither.
 */
export function subjectScope(viewer: Viewer, mode: Mode): RowScope {
  const nothing = () => 'FALSE';
  switch (viewer.role) {
    case 'SENTRA_OFFICER':
    case 'CITIZEN':
    case 'SUPERVISOR':
      return referralScope(viewer);
    case 'DINSOS':
    case 'PENDAMPING':
      return viewer.regionCodes.length === 0 ? NOWHERE : only(nothing, 'JURISDICTION');
    case 'PROGRAM_MANAGER':
      return viewer.programCodes.length === 0 ? NOWHERE : only(nothing, 'PROGRAM');
    case 'FRONTEND':
      return viewer.personId === undefined ? NOWHERE : only(nothing, 'OWN');
    case 'FRONTEND_DEVELOPER':
      return mode === 'demo' ? only(nothing, 'SYNTHETIC') : NOWHERE;
    case 'DATA_STEWARD':
    case 'DPO':
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
    case 'ANALYST':
    case 'ADMIN':
    case 'PUBLIC':
      return NOWHERE;
  }
}
