import type { DemoPart } from '../../../shared/machine';

/** The demo identities that work for a partner, by its source key. */
const ACCOUNTS = [
  { subject: 'recruiter', role: 'PARTNER_RECRUITER', employer: 'E-001' },
  { subject: 'partner-admin', role: 'PARTNER_ADMIN', employer: 'E-001' },
  { subject: 'recruiter-2', role: 'PARTNER_RECRUITER', employer: 'E-002' },
] as const;

/** The accounts of the demo identities at their partners, each with its invitation taken. */
export const ACCOUNTS_DEMO: DemoPart = {
  name: 'demo-accounts',
  plant: async (connection, { cipher }) => {
    const rows = ACCOUNTS.map(({ subject, role, employer }) => {
      const email = `${subject}@${employer.toLowerCase()}.example`;
      const sealed = { email_sealed: cipher.seal(email), email_index: cipher.index('email', email) };
      return { subject, role, employer_id: cipher.publicId('employer', employer), ...sealed };
    });
    await connection.query(
      `INSERT INTO partner_user (id, employer_id, role, subject, email_sealed, email_index, status)
       SELECT md5('account' || r.subject)::uuid, e.id, r.role, r.subject, r.email_sealed, r.email_index, 'ACTIVE'
       FROM jsonb_to_recordset($1::jsonb)
         AS r(subject text, role text, employer_id uuid, email_sealed text, email_index text) JOIN employer e ON e.id = r.employer_id`,
      [JSON.stringify(rows)],
    );
  },
};
