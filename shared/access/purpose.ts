import type { Purpose, Role, Viewer } from '../viewer';
import { isLedgered } from './class';
import type { Decision } from './decision';
import type { FieldGroup } from './group';
import { decisionOf } from './strictness';
import type { AccessMark } from './strictness';

/**
 * What each role may read personal data for (UU PDP 27/2022 art. 16 and 20: data is processed for a stated purpose that has a
 * legal basis). `ANY`: the role reads nothing but the own record, public data or synthetic data, and needs to state none.
 */
export const PURPOSES_OF: Readonly<Record<Role, readonly Purpose[] | 'ANY'>> = {
  PUBLIC: 'ANY',
  CITIZEN: 'ANY',
  FRONTEND: ['LAYANAN', 'HAK_SUBJEK'],
  FRONTEND_DEVELOPER: 'ANY',
  PENDAMPING: ['LAYANAN', 'VERIFIKASI'],
  DINSOS: ['LAYANAN', 'VERIFIKASI', 'PENYALURAN'],
  SENTRA_OFFICER: ['LAYANAN', 'PENEMPATAN'],
  PROGRAM_MANAGER: ['PENYALURAN', 'EVALUASI', 'LAYANAN'],
  SUPERVISOR: ['EVALUASI', 'VERIFIKASI', 'AUDIT'],
  DATA_STEWARD: ['VERIFIKASI'],
  PARTNER_RECRUITER: ['PENEMPATAN'],
  PARTNER_ADMIN: ['PENEMPATAN'],
  ANALYST: ['EVALUASI'],
  DPO: ['AUDIT', 'HAK_SUBJEK'],
  ADMIN: ['AUDIT'],
};

/** What a viewer may see of a field: nothing of identity data or above without a purpose the role reads it for. */
export function decisionOfViewer(viewer: Viewer, mark: Pick<AccessMark, 'group' | 'roles'>): Decision {
  return findMissingPurposes(viewer, mark.group) ? [] : decisionOf(viewer.role, mark);
}

/** The purposes of which the viewer would have to name one to read a group; undefined if it is not for want of a purpose. */
export function findMissingPurposes(viewer: Viewer, group: FieldGroup): readonly Purpose[] | undefined {
  const purposes = PURPOSES_OF[viewer.role];
  return purposes === 'ANY' || !isLedgered(group) || hasPurpose(viewer) ? undefined : purposes;
}

/** Whether the viewer names a purpose the role reads personal data for, or needs none. */
export function hasPurpose({ role, purpose }: Pick<Viewer, 'role' | 'purpose'>): boolean {
  const purposes = PURPOSES_OF[role];
  return purposes === 'ANY' || (purpose !== undefined && purposes.includes(purpose));
}
