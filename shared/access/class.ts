import type { FieldGroup } from './group';

/**
 * How much harm a field can do, from P0 (public) to P5 (protected cases): the classes of UU PDP 27/2022 art. 4 (general and
 * specific personal data), with identifiers and protected cases set apart.
 */
export const DATA_CLASSES = ['P0', 'P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/**
 * The class of every field group; a group without one does not compile. A coarse companion (age band, regency) is P1
 * whatever the class of its group.
 */
export const CLASS_OF: Readonly<Record<FieldGroup, DataClass>> = {
  STRUCTURE: 'P0',
  REFERENCE: 'P0',
  PARTNER: 'P0',
  VACANCY: 'P0',
  STATISTICS: 'P0',
  ANALYSIS: 'P1',
  PSEUDONYM: 'P1',
  GENERAL: 'P1',
  SKILL: 'P1',
  WORK_HISTORY: 'P1',
  QUOTA: 'P1',
  VACANCY_DRAFT: 'P1',
  AGREEMENT: 'P1',
  DATA_QUALITY: 'P1',
  AUDIT: 'P1',
  SYSTEM: 'P1',
  NAME: 'P2',
  BIRTH_DATE: 'P2',
  CONTACT: 'P2',
  PHONE: 'P2',
  DESIL: 'P2',
  ENROLMENT: 'P2',
  REFERRAL: 'P2',
  CONSENT: 'P2',
  GRADUATION: 'P2',
  GRIEVANCE: 'P2',
  IDENTIFIER: 'P3',
  ACCOUNT: 'P3',
  DISABILITY: 'P4',
  ACCOMMODATION: 'P4',
  HEALTH: 'P4',
  HOUSING: 'P4',
  ASSESSMENT: 'P4',
  PPKS: 'P4',
  CHILD: 'P4',
  WAGE: 'P4',
  DEVICE: 'P4',
  PPKS_PROTECTED: 'P5',
};

/** Whether reading a field of the group in full is written into the read ledger: identity data and above. */
export function isLedgered(group: FieldGroup): boolean {
  return CLASS_OF[group] >= 'P2';
}

/** The highest of some classes; P0 of none. */
export function highestClass(classes: Iterable<DataClass>): DataClass {
  return [...classes].reduce<DataClass>((highest, each) => (each > highest ? each : highest), 'P0');
}
