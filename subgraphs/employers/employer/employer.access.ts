import { NOWHERE, codeWithin, everywhere, only } from '../../../shared/database';
import type { Predicate, RowScope } from '../../../shared/database';
import { NATION } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import { ofOwnOrganisation } from '../partner-user/partner-user.access';

const ACTIVE: Predicate = () => `e.status = 'ACTIVE'`;

/**
 * The employers a viewer may see, over alias `e`: active ones are public; the others are for the ministry and themselves.
 * No fact holds of every row, since a partner sees itself among strangers: what is for the own organisation only stands
 * on types of their own (QuotaReport, VacancyDesk) with a scope of own rows.
 */
export function employerScope(viewer: Viewer): RowScope {
  switch (viewer.role) {
    case 'PROGRAM_MANAGER':
    case 'DPO':
      return everywhere();
    case 'DINSOS':
    case 'SUPERVISOR':
      return viewer.regionCodes.includes(NATION) ? everywhere() : either(ACTIVE, worksWithin(viewer.regionCodes));
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN': {
      const own = ofOwnOrganisation(viewer, 'e.id') ?? appliedBy(viewer);
      return own ? either(ACTIVE, own) : only(ACTIVE);
    }
    case 'PUBLIC':
    case 'CITIZEN':
    case 'FRONTEND':
    case 'FRONTEND_DEVELOPER':
    case 'PENDAMPING':
    case 'SENTRA_OFFICER':
    case 'DATA_STEWARD':
    case 'ANALYST':
    case 'ADMIN':
      return only(ACTIVE);
  }
}

/**
 * The employers whose head counts a viewer may see, over alias `e`: the ministry's by jurisdiction, a partner its own.
 * EMPLOYER holds of every row a partner gets here.
 */
export function quotaScope(viewer: Viewer): RowScope {
  switch (viewer.role) {
    case 'PROGRAM_MANAGER':
    case 'DPO':
      return everywhere();
    case 'ANALYST':
      return only(ACTIVE);
    case 'DINSOS':
    case 'SUPERVISOR':
      if (viewer.regionCodes.length === 0) return NOWHERE;
      return viewer.regionCodes.includes(NATION) ? everywhere() : only(worksWithin(viewer.regionCodes));
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
      return ownEmployerScope(viewer);
    case 'PUBLIC':
    case 'CITIZEN':
    case 'FRONTEND':
    case 'FRONTEND_DEVELOPER':
    case 'PENDAMPING':
    case 'SENTRA_OFFICER':
    case 'DATA_STEWARD':
    case 'ADMIN':
      return NOWHERE;
  }
}

/** What an administrator without an employer has applied for, so that the applicant sees how it goes. */
function appliedBy({ role, subject, employerId }: Viewer): Predicate | undefined {
  if (role !== 'PARTNER_ADMIN' || employerId !== undefined) return undefined;
  return (bind) => `e.applied_by = ${bind(subject)}`;
}

/** The organisation a partner works for, over alias `e`; EMPLOYER holds of it. */
export function ownEmployerScope(viewer: Viewer): RowScope {
  const own = ofOwnOrganisation(viewer, 'e.id');
  return own ? only(own, 'EMPLOYER') : NOWHERE;
}

/** The partners of which a viewer may know what happened to them, over alias `e`: whoever may read their agreements. */
export function employerHistoryScope(viewer: Viewer): RowScope {
  switch (viewer.role) {
    case 'PROGRAM_MANAGER':
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'SENTRA_OFFICER':
    case 'FRONTEND':
    case 'DPO':
    case 'ADMIN':
      return employerScope(viewer);
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
      return ownEmployerScope(viewer);
    case 'PUBLIC':
    case 'CITIZEN':
    case 'FRONTEND_DEVELOPER':
    case 'PENDAMPING':
    case 'DATA_STEWARD':
    case 'ANALYST':
      return NOWHERE;
  }
}

/** Employers with a regency in one of the places; no place means no employer. */
function worksWithin(places: readonly string[]): Predicate {
  const ranges = places.map((place) => codeWithin('area.code', place));
  return (bind) => {
    const within = ranges.map((range) => `(${range(bind)})`).join(' OR ') || 'FALSE';
    return `EXISTS (SELECT 1 FROM unnest(e.regency_codes COLLATE "C") AS area (code) WHERE ${within})`;
  };
}

function either(first: Predicate, second: Predicate): RowScope {
  return only((bind) => `(${first(bind)}) OR (${second(bind)})`);
}
