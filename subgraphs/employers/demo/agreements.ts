import { plantRecords } from '../../../shared/machine';
import type { DemoPart, Journeys, JourneyStep } from '../../../shared/machine';
import type { EmployerEvent } from '../employer/employer';
import { EMPLOYER_RECORDS } from '../employer/employer-steps.graph';
import type { EmployerStatus } from '../employer/vocabulary';

const signed = ['APPLY', 'VERIFY', 'SIGN_MOU', 'SIGN_DSA'] as const;
const active = [...signed, 'ACTIVATE'] as const;
const way = (...steps: JourneyStep<EmployerEvent>[]) => [{ weight: 1, steps }];

/** How partners have come to the status a file gives them. */
const JOURNEYS: Journeys<EmployerEvent> & Readonly<Record<EmployerStatus, object>> = {
  APPLIED: way('APPLY'),
  VERIFIED: way('APPLY', 'VERIFY'),
  MOU_SIGNED: way('APPLY', 'VERIFY', 'SIGN_MOU'),
  DSA_SIGNED: way(...signed),
  ACTIVE: way(...active),
  SUSPENDED: way(...active, { event: 'SUSPEND', days: 90 }),
  EXPIRED: way(...active, { event: 'EXPIRE', by: 'SYSTEM', days: 800 }),
  TERMINATED: way(...active, { event: 'TERMINATE', days: 200 }),
};

const dayOf = (event: EmployerEvent) => `(r.days ->> '${event}')::date`;
/** Three years from the day of signing; the term of an expired partner ended on the day before. */
const term = (event: EmployerEvent) => `${dayOf(event)}, coalesce(${dayOf('EXPIRE')} - 1,
  (${dayOf(event)} + interval '3 years' - interval '1 day')::date), ${dayOf('TERMINATE')}`;

/** Agreements of the partners of the demo nation, each in force while the partner is active, and how they came about. */
export const AGREEMENTS_DEMO: DemoPart = {
  name: 'demo-agreements',
  plant: (connection, { day, home }) =>
    plantRecords(connection, {
      records: EMPLOYER_RECORDS,
      journeys: JOURNEYS,
      home,
      chosen: `SELECT e.id, e.status AS kind, e.source_id,
          (row_number() OVER (PARTITION BY e.status ORDER BY e.source_id) - 1)::int AS serial,
          '${day}'::date - 10 - (('x' || left(md5(e.source_id), 4))::bit(16)::int % 240) AS ended_on,
          coalesce(e.regency_codes[1], '') AS place
        FROM employer e`,
      insert: `
        UPDATE employer e SET version = r.version, applied_by = r.beginner FROM demo_record r WHERE r.id = e.id;
        INSERT INTO agreement (id, employer_id, kind, number, starts_on, ends_on, terminated_on, scope, signatory_roles)
        SELECT md5('mou' || c.id)::uuid, c.id, 'MOU', 'PKS-' || c.source_id || '/' || left(${dayOf('SIGN_MOU')}::text, 4),
          ${term('SIGN_MOU')}, 'Penempatan kerja penyandang disabilitas',
          '{Direktur Jenderal Rehabilitasi Sosial,Direktur Utama}'
        FROM demo_chosen c JOIN demo_record r ON r.id = c.id WHERE r.days ? 'SIGN_MOU';
        INSERT INTO agreement (id, employer_id, kind, number, starts_on, ends_on, terminated_on, signatory_roles, purposes,
          fields, legal_basis, retention_days, processor_role, sub_processors_allowed, breach_contact, bast_number)
        SELECT md5('dsa' || c.id)::uuid, c.id, 'DSA', 'PBD-' || c.source_id || '/' || left(${dayOf('SIGN_DSA')}::text, 4),
          ${term('SIGN_DSA')}, '{Kepala Pusat Data,Direktur SDM}', '{PENEMPATAN}',
          '{AGE_BAND,REGENCY,SKILLS,CERTIFICATES,EDUCATION,AVAILABILITY,ACCOMMODATIONS,FIRST_NAME,WORK_HISTORY,FULL_NAME,PHONE,INTERVIEW_SUPPORT,NIK,BIRTH_DATE,ADDRESS,PAYROLL_ACCOUNT,BPJS_NUMBER,DISABILITY}',
          'CONSENT', 730, 'CONTROLLER', false, 'insiden@' || lower(c.source_id) || '.example', 'BAST-' || c.source_id
        FROM demo_chosen c JOIN demo_record r ON r.id = c.id WHERE r.days ? 'SIGN_DSA'`,
    }),
};
