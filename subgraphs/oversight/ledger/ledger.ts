import type { LedgerDecision } from '../../../shared/database';
import type { Role } from '../../../shared/viewer';

/** An entry of a read ledger as it was gathered. */
export interface EntryRow {
  readonly id: string;
  readonly role: Role;
  readonly decisions: readonly LedgerDecision[];
}

/** Who reads, in words that name no person. */
export const READER_KINDS = {
  SELF: 'Yourself. Anda sendiri.',
  APPLICATION: 'A public application you use. Aplikasi layanan.',
  SOCIAL_SERVICE: 'The ministry or a social affairs office. Kementerian atau dinas sosial.',
  SENTRA: 'A rehabilitation centre. Sentra.',
  EMPLOYER: 'An employer partner. Mitra dunia usaha.',
  SUPERVISION: 'Data protection or administration. Pelindungan data.',
} as const;
export type ReaderKind = keyof typeof READER_KINDS;

const KIND_OF: Readonly<Record<Role, ReaderKind>> = {
  PUBLIC: 'APPLICATION',
  CITIZEN: 'SELF',
  FRONTEND: 'APPLICATION',
  FRONTEND_DEVELOPER: 'APPLICATION',
  PENDAMPING: 'SOCIAL_SERVICE',
  DINSOS: 'SOCIAL_SERVICE',
  SENTRA_OFFICER: 'SENTRA',
  PROGRAM_MANAGER: 'SOCIAL_SERVICE',
  SUPERVISOR: 'SOCIAL_SERVICE',
  DATA_STEWARD: 'SOCIAL_SERVICE',
  PARTNER_RECRUITER: 'EMPLOYER',
  PARTNER_ADMIN: 'EMPLOYER',
  ANALYST: 'SOCIAL_SERVICE',
  DPO: 'SUPERVISION',
  ADMIN: 'SUPERVISION',
};

/** Who a role is to the person whose record was read. */
export function readerKind(role: Role): ReaderKind {
  return KIND_OF[role];
}

/** The fields of one subject that an entry gave in full, in alphabetic order; those of others in the same answer are left out. */
export function fieldsOf({ decisions }: EntryRow, subject: string): string[] {
  const own = decisions.filter(({ grade, subjects }) => grade === 'FULL' && subjects.includes(subject));
  return [...new Set(own.flatMap(({ coordinates }) => coordinates))].sort();
}
