import { DISCLOSURE_FIELDS } from '../../shared/access';
import { randomUUID } from 'node:crypto';
import { daysAfter, today } from '../../shared/machine';

/** A day some days from today where the ministry works. */
export const dayFromNow = (days: number) => daysAfter(today(), days);

let numbers = 0;
const TERMS = {
  MOU: { scope: `'Penempatan kerja'`, signatory_roles: `'{Direktur Jenderal,Direktur Utama}'` },
  DSA: {
    purposes: `'{PENEMPATAN}'`,
    fields: `'{${Object.keys(DISCLOSURE_FIELDS).join()}}'`,
    legal_basis: `'CONSENT'`,
    retention_days: '365',
    processor_role: `'CONTROLLER'`,
    breach_contact: `'insiden@mitra.example'`,
    bast_number: `'BAST-1'`,
  },
} as const;

/** An INSERT of an agreement of a partner from one day to another, counted from today. */
export function agreementSql(employerId: string, kind: 'MOU' | 'DSA', from = -30, to = 300, id = randomUUID()): string {
  const columns: Readonly<Record<string, string>> = {
    id: `'${id}'`,
    employer_id: `'${employerId}'`,
    kind: `'${kind}'`,
    number: `'${kind}-${numbers++}/2026'`,
    starts_on: `'${dayFromNow(from)}'`,
    ends_on: `'${dayFromNow(to)}'`,
    ...TERMS[kind],
  };
  return `INSERT INTO employers.agreement (${Object.keys(columns).join(', ')}) VALUES (${Object.values(columns).join(', ')})`;
}

/** Both agreements of a partner, each with its own days. */
export function bothAgreementsSql(employerId: string, from = -30, to = 300): string {
  return `${agreementSql(employerId, 'MOU', from, to)}; ${agreementSql(employerId, 'DSA', from, to)}`;
}

/** What a memorandum takes beside the record. */
export const memorandum = (number: string) => ({
  number,
  startsOn: dayFromNow(-1),
  endsUntil: dayFromNow(700),
  signatoryRoles: ['Direktur Jenderal Rehabilitasi Sosial', 'Direktur Utama'],
  scope: 'Penempatan kerja penyandang disabilitas',
});

/** What an agreement on data takes beside the record. */
export const dataSharing = (number: string) => ({
  number,
  startsOn: dayFromNow(-1),
  endsUntil: dayFromNow(360),
  signatoryRoles: ['Kepala Pusat Data', 'Direktur SDM'],
  purposes: ['PENEMPATAN'],
  fields: ['AGE_BAND', 'SKILLS', 'FIRST_NAME', 'FULL_NAME', 'PHONE'],
  legalBasis: 'CONSENT',
  retentionDays: 365,
  processorRole: 'CONTROLLER',
  subProcessorsAllowed: false,
  breachContact: 'Kotak insiden insiden@mitra.example',
  bastNumber: 'BAST-7/2026',
});

/** What a verification takes beside the record. */
export const verification = () => ({
  nibCheck: 'FOUND',
  nibCheckedOn: dayFromNow(-2),
  nibCheckReference: 'OSS-123/2026',
  contactReachedOn: dayFromNow(-1),
});
