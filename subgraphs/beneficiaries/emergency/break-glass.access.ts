import { NOWHERE, withinRegions } from '../../../shared/database';
import type { Predicate, RowConditions, RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';
import { APPROVERS } from './break-glass';

/** A grant in force, over alias `g`. */
const IN_FORCE = 'g.closed_at IS NULL AND g.expires_at > now()';

const APPROVED = `(SELECT count(*) FROM break_glass_event e
  WHERE e.person_id = g.person_id AND e.grant_id = g.id AND e.event = 'APPROVED') >= ${APPROVERS}`;

/** The persons a viewer has opened in an emergency, over alias `p`. */
export function openedPersons({ subject }: Viewer): Predicate {
  return (bind) => `EXISTS (SELECT 1 FROM break_glass g
    WHERE g.person_id = p.id AND g.account = ${bind(subject)} AND ${IN_FORCE})`;
}

/** The conditions of emergency access on rows of persons, over alias `p`. */
export function emergencyOfPersons(viewer: Viewer): RowConditions {
  return {
    BREAK_GLASS: openedPersons(viewer),
    TWO_APPROVERS: (bind) => `EXISTS (SELECT 1 FROM break_glass g
      WHERE g.person_id = p.id AND g.account = ${bind(viewer.subject)} AND ${IN_FORCE} AND ${APPROVED})`,
  };
}

/** The same on rows of families, over alias `f`: the family of a person who was opened. */
export function emergencyOfFamilies({ subject }: Viewer): RowConditions {
  return {
    BREAK_GLASS: (bind) => `EXISTS (SELECT 1 FROM person member JOIN break_glass g ON g.person_id = member.id
      WHERE member.family_id = f.id AND g.account = ${bind(subject)} AND ${IN_FORCE})`,
  };
}

/** The grants a viewer may know of, over alias `g`: those on persons who lived in the jurisdiction. */
export function grantScope({ role, regionCodes }: Viewer): RowScope {
  return role === 'DPO' || role === 'SUPERVISOR' ? withinRegions('g.region_code', regionCodes) : NOWHERE;
}
