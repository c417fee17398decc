/**
 * Field groups: what kind of data a field holds. Every output field of the graph belongs to one; the policy decides for
 * each role what it may see of a group.
 */
export const FIELD_GROUPS = {
  STRUCTURE: 'Shape of an answer (edges, cursors, page info, ids of public things); holds no data about anyone.',
  REFERENCE: 'Programs, rates, rules, regions, Sentra: public by law.',
  PSEUDONYM: 'Ids of persons, families and their records.',
  NAME: 'Names of persons.',
  IDENTIFIER: 'NIK and KK numbers.',
  BIRTH_DATE: 'Date of birth.',
  GENERAL: 'Sex, marital status, education, work: general personal data.',
  CONTACT: 'Address and coordinates.',
  PHONE: 'Phone number and other ways to reach a person.',
  DESIL: 'National welfare decile of a family.',
  HOUSING: 'Housing and assets, the variables behind the desil.',
  ENROLMENT: 'Participation in programs and payments.',
  ACCOUNT: 'Bank account and KKS card numbers.',
  DISABILITY: 'Kind and severity of disability.',
  ACCOMMODATION: 'Adjustments a person needs at work.',
  HEALTH: 'Health, chronic illness, pregnancy.',
  ASSESSMENT: 'Assessments and case notes.',
  PPKS: 'Ordinary PPKS types.',
  PPKS_PROTECTED: 'PPKS types that stigmatise or endanger.',
  CHILD: 'Rows about people under 18; decides about the row, not a field.',
  SKILL: 'Skills and certificates.',
  WORK_HISTORY: 'What work a person has done.',
  CONSENT: 'What a person agreed to, and took back.',
  REFERRAL: 'Referral, interview, placement.',
  WAGE: 'Wage of a placed person.',
  GRADUATION: 'Graduation and reasons for refusing it.',
  GRIEVANCE: 'Complaints and corrections.',
  PARTNER: 'Registered facts about employer partners.',
  QUOTA: 'Disability head counts an employer reported.',
  VACANCY: 'Published vacancies.',
  VACANCY_DRAFT: 'Vacancies not published, and who works on them.',
  AGREEMENT: 'MoU and data-sharing agreements.',
  DEVICE: 'Assistive devices.',
  DATA_QUALITY: 'Defects of single records: matching status, duplicates, quarantine.',
  STATISTICS: 'Published statistics: protected, and the same for everybody.',
  ANALYSIS: 'Protected tables somebody composes, each written down with who did.',
  AUDIT: 'Read ledger and refusals.',
  SYSTEM: 'Users, roles, keys.',
} as const;
export type FieldGroup = keyof typeof FIELD_GROUPS;

/** Whether a string from a schema names a group. */
export function isFieldGroup(value: unknown): value is FieldGroup {
  return typeof value === 'string' && Object.hasOwn(FIELD_GROUPS, value);
}
