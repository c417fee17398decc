import { NOWHERE, codeWithin, everywhere, only } from '../../../shared/database';
import type { Predicate, RowScope } from '../../../shared/database';
import { NATION } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import { ofOwnOrganisation } from '../partner-user/partner-user.access';
import { referralScope } from '../referral/referral.access';

const PUBLISHED: Predicate = () => `v.status = 'PUBLISHED' AND v.employer_status = 'ACTIVE'`;

/** What everyone may see, over alias `v`: published vacancies of active employers. */
export function publishedScope(): RowScope {
  return only(PUBLISHED);
}

/**
 * The vacancies a viewer may see, over alias `v`: published ones, and further those of the own employer, of referrals they see
 * or, for the ministry, of the own jurisdiction. No fact holds of every row; every field of a Vacancy is of a group open to all.
 */
export function vacancyScope(viewer: Viewer): RowScope {
  switch (viewer.role) {
    case 'PROGRAM_MANAGER':
      return everywhere();
    case 'DINSOS':
    case 'SUPERVISOR':
      return viewer.regionCodes.includes(NATION)
        ? everywhere()
        : orPublished([...viewer.regionCodes.map(within), ...ofReferrals(viewer)]);
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
      return orPublished([ofOwnOrganisation(viewer, 'v.employer_id') ?? []].flat());
    case 'CITIZEN':
    case 'SENTRA_OFFICER':
      return orPublished(ofReferrals(viewer));
    case 'PUBLIC':
    case 'FRONTEND':
    case 'FRONTEND_DEVELOPER':
    case 'PENDAMPING':
    case 'DATA_STEWARD':
    case 'ANALYST':
    case 'DPO':
    case 'ADMIN':
      return publishedScope();
  }
}

/** The vacancies a viewer works on, over alias `v`: a partner's own. EMPLOYER holds of every row. */
export function deskScope(viewer: Viewer): RowScope {
  const own = ofOwnOrganisation(viewer, 'v.employer_id');
  return own ? only(own, 'EMPLOYER') : NOWHERE;
}

/** The vacancies a viewer may take steps of, over alias `v`: the own ones, and to close them those of everybody. */
export function stepScope(viewer: Viewer): RowScope {
  return viewer.role === 'PROGRAM_MANAGER' ? everywhere() : deskScope(viewer);
}

/** Vacancies of referrals the viewer sees: they stay there when they are filled or closed. */
function ofReferrals(viewer: Viewer): Predicate[] {
  const scope = referralScope(viewer);
  if (scope.kind === 'NOWHERE') return [];
  return [(bind) => `v.id IN (SELECT r.vacancy_id FROM referral r WHERE ${scope.where(bind)})`];
}

function orPublished(further: readonly Predicate[]): RowScope {
  return only((bind) => [PUBLISHED, ...further].map((part) => `(${part(bind)})`).join(' OR '));
}

function within(place: string): Predicate {
  return codeWithin('v.regency_code', place);
}
