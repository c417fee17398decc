import { step } from '../../../shared/machine';
import type { Machine, Records } from '../../../shared/machine';

/** What an account at a partner may be. */
export const PARTNER_ROLES = {
  PARTNER_RECRUITER: 'Perekrut: works on vacancies and referrals.',
  PARTNER_ADMIN: 'Administrator: the same, and on accounts and quota reports.',
} as const;
export type PartnerRole = keyof typeof PARTNER_ROLES;

export const PARTNER_USER_STATES = {
  INVITED: 'Diundang: the invitation can be taken until its last day.',
  ACTIVE: 'Aktif: bound to an account at the issuer.',
  REMOVED: 'Dihapus: opens nothing any longer.',
} as const;
export type PartnerUserStatus = keyof typeof PARTNER_USER_STATES;

export const PARTNER_USER_EVENTS = {
  INVITE: 'Undang: invites somebody to work for the partner.',
  ACCEPT: 'Terima undangan: binds the own account.',
  CHANGE_ROLE: 'Ubah peran.',
  SET_MAIL: 'Surel: says whether the own account wants mail of what waits.',
  REMOVE: 'Hapus: ends the access on the next request.',
} as const;
export type PartnerUserEvent = keyof typeof PARTNER_USER_EVENTS;

export const REMOVE_REASONS = ['LEFT', 'OTHER_DUTY', 'MISUSE', 'MISTAKE'] as const;

const KEEPERS = ['PARTNER_ADMIN', 'PROGRAM_MANAGER'] as const;
const ANYBODY = ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] as const;
const NOT_ONESELF = 'an account of the own partner, not oneself';
const REMOVE = { reasons: REMOVE_REASONS };

/** The life of an account at a partner. A removed one stays removed: who comes back is invited anew. */
export const PARTNER_USER_MACHINE: Machine<PartnerUserStatus, PartnerUserEvent> = {
  name: 'partner_user',
  what: 'account',
  states: PARTNER_USER_STATES,
  events: PARTNER_USER_EVENTS,
  steps: [
    step(null, 'INVITE', 'INVITED', KEEPERS, 'role and mailbox, which has no other account at the partner'),
    step(
      'INVITED',
      'ACCEPT',
      'ACTIVE',
      ANYBODY,
      'the code of the invitation, within its days, by an account of its role',
    ),
    step('ACTIVE', 'CHANGE_ROLE', 'ACTIVE', KEEPERS, NOT_ONESELF),
    step('ACTIVE', 'SET_MAIL', 'ACTIVE', ANYBODY, 'the own account'),
    step('ACTIVE', 'REMOVE', 'REMOVED', KEEPERS, NOT_ONESELF, REMOVE),
    step('INVITED', 'REMOVE', 'REMOVED', KEEPERS, 'an invitation of the own partner', REMOVE),
  ],
};

/** An account at a partner, as read. */
export interface PartnerUserRow {
  readonly id: string;
  readonly employerId: string;
  readonly role: PartnerRole;
  readonly status: PartnerUserStatus;
  readonly version: number;
  readonly emailSealed: string | null;
  readonly invitedUntil: Date | null;
  readonly wantsMail: boolean;
  /** The account at the issuer; null until the invitation is taken. */
  readonly subject: string | null;
}

/** How these records are kept. Nothing in a notice says whose account it is. */
export const PARTNER_USER_RECORDS: Records<PartnerUserStatus, PartnerUserEvent> = {
  machine: PARTNER_USER_MACHINE,
  table: 'partner_user',
  from: 'partner_user u',
  alias: 'u',
  fact: (row) => `jsonb_build_object('employerId', ${row}.employer_id, 'role', ${row}.role, 'status', ${row}.status)`,
};

/** The form of a mailbox; whether somebody reads it shows when the invitation is taken. */
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,}$/;

/** A mailbox as it is sealed and compared; undefined for what is none. */
export function normalEmail(email: string): string | undefined {
  const plain = email.trim().toLowerCase();
  return EMAIL.test(plain) ? plain : undefined;
}

/** What is shown of a mailbox: the first letter and the provider. */
export function maskEmail(email: string): string {
  return email.replace(/^(.)[^@]*/, '$1***');
}
