import { NOWHERE, VIEWER, byRole, everywhere, forRoles, only, withFacts } from '../../../shared/database';
import type { RowPolicies, RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { officePredicate } from '../question/question.access';
import { ANALYSTS } from './analyst';

/**
 * The tables a viewer may cite and export, over alias `t`: those the account has made itself, and those of a question that
 * somebody of the office keeps. Who oversees the making has all.
 */
export function statTableScope(viewer: Viewer, mode: Mode): RowScope {
  const made = only((bind) => {
    const office = officePredicate(viewer, 'q')(bind);
    return `EXISTS (SELECT FROM table_audit a
        WHERE a.table_id = t.id AND a.account = ${bind(viewer.subject)} AND a.refusal IS NULL)
      OR EXISTS (SELECT FROM saved_question q WHERE q.cube = t.cube AND q.request = t.request AND (${office}))`;
  });
  switch (viewer.role) {
    case 'ANALYST':
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'PROGRAM_MANAGER':
      return made;
    case 'FRONTEND_DEVELOPER':
      return mode === 'demo' ? withFacts(made, 'SYNTHETIC') : NOWHERE;
    case 'DPO':
      return everywhere();
    case 'PUBLIC':
    case 'CITIZEN':
    case 'FRONTEND':
    case 'PENDAMPING':
    case 'SENTRA_OFFICER':
    case 'DATA_STEWARD':
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
    case 'ADMIN':
      return NOWHERE;
  }
}

/** The rows of the audit and of the questions that these conditions look at are those the viewer has. */
export const STAT_TABLE_POLICIES: RowPolicies = {
  select: byRole({
    ...forRoles(
      ANALYSTS,
      `EXISTS (SELECT FROM table_audit a
        WHERE a.table_id = stat_table.id AND a.account = ${VIEWER.subject} AND a.refusal IS NULL)
      OR EXISTS (SELECT FROM saved_question q WHERE q.cube = stat_table.cube AND q.request = stat_table.request)`,
    ),
    DPO: 'true',
  }),
};
