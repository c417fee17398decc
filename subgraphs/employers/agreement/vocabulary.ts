/** Words about agreements with a partner, each with what it means. */

/** Jenis perjanjian. */
export const AGREEMENT_KINDS = {
  MOU: 'Nota kesepahaman: what both sides mean to do together.',
  DSA: 'Perjanjian berbagi data: what may be known of candidates, what for and for how long.',
} as const;
export type AgreementKind = keyof typeof AGREEMENT_KINDS;

/** Dasar pemrosesan (UU 27/2022 art. 20 par. 2). */
export const LEGAL_BASES = {
  CONSENT: 'Persetujuan eksplisit: the consent of the person.',
  CONTRACT: 'Pemenuhan perjanjian.',
  LEGAL_DUTY: 'Kewajiban hukum.',
  VITAL_INTEREST: 'Kepentingan vital.',
  PUBLIC_TASK: 'Kepentingan umum, pelayanan publik.',
  LEGITIMATE_INTEREST: 'Kepentingan yang sah lainnya.',
} as const;
export type LegalBasis = keyof typeof LEGAL_BASES;

/** What the partner is to the data (UU 27/2022 art. 1, 18, 51). */
export const PROCESSOR_ROLES = {
  CONTROLLER: 'Pengendali data pribadi: answers for it on its own.',
  JOINT_CONTROLLER: 'Pengendali bersama: answers for it together with the ministry.',
  PROCESSOR: 'Prosesor: acts on instruction of the ministry only.',
} as const;
export type ProcessorRole = keyof typeof PROCESSOR_ROLES;
