import { daysAfter } from '../../../shared/machine';
import type { DemoPart } from '../../../shared/machine';
import { PARTNER_USER_RECORDS } from '../partner-user/partner-user';
import type { PartnerRole, PartnerUserEvent, PartnerUserStatus } from '../partner-user/partner-user';

interface DemoAccount {
  readonly subject: string;
  readonly role: PartnerRole;
  /** Source key of the partner. */
  readonly employer: string;
  readonly status: PartnerUserStatus;
}

/** The demo identities that work for a partner, and two more, of whom one was invited and one has left. */
const ACCOUNTS: readonly DemoAccount[] = [
  { subject: 'partner-admin', role: 'PARTNER_ADMIN', employer: 'E-001', status: 'ACTIVE' },
  { subject: 'recruiter', role: 'PARTNER_RECRUITER', employer: 'E-001', status: 'ACTIVE' },
  { subject: 'recruiter-2', role: 'PARTNER_RECRUITER', employer: 'E-002', status: 'ACTIVE' },
  { subject: 'recruiter-3', role: 'PARTNER_RECRUITER', employer: 'E-001', status: 'INVITED' },
  { subject: 'recruiter-4', role: 'PARTNER_RECRUITER', employer: 'E-001', status: 'REMOVED' },
];

interface DemoStep {
  readonly event: PartnerUserEvent;
  readonly from: PartnerUserStatus | null;
  readonly to: PartnerUserStatus;
  readonly reason?: string;
  readonly actor: string;
  readonly role: string;
}

/** What happened to an account, one step a day. */
function stepsOf({ subject, role, status }: DemoAccount): DemoStep[] {
  const steps: DemoStep[] = [
    { event: 'INVITE', from: null, to: 'INVITED', actor: 'program-manager', role: 'PROGRAM_MANAGER' },
    { event: 'ACCEPT', from: 'INVITED', to: 'ACTIVE', actor: subject, role },
    {
      ...{ event: 'REMOVE', from: 'ACTIVE', to: 'REMOVED', reason: 'LEFT' },
      ...{ actor: 'partner-admin', role: 'PARTNER_ADMIN' },
    },
  ];
  return steps.slice(0, 1 + steps.findIndex(({ to }) => to === status));
}

/** The accounts of the demo identities at their partners, with how they came about. */
export const ACCOUNTS_DEMO: DemoPart = {
  name: 'demo-accounts',
  plant: async (connection, { cipher, day }) => {
    const began = daysAfter(day, -90);
    const rows = ACCOUNTS.map((account) => {
      const { subject, role, employer, status } = account;
      const email = `${subject}@${employer.toLowerCase()}.example`;
      const sealed = { email_sealed: cipher.seal(email), email_index: cipher.index('email', email) };
      const steps = stepsOf(account).map((step, index) => ({
        ...step,
        at: `${daysAfter(began, index)}T09:00:00+07:00`,
      }));
      const employerId = cipher.publicId('employer', employer);
      return { subject, role, status, employer_id: employerId, ...sealed, version: steps.length, steps };
    });
    await connection.query(
      `CREATE TEMP TABLE demo_account ON COMMIT DROP AS
       SELECT md5('account' || r.subject)::uuid AS id, r.* FROM jsonb_to_recordset($1::jsonb) AS r(subject text, role text,
         status text, employer_id uuid, email_sealed text, email_index text, version int, steps jsonb)
       JOIN employer e ON e.id = r.employer_id`,
      [JSON.stringify(rows)],
    );
    await connection.query(`
      INSERT INTO partner_user (id, employer_id, role, subject, email_sealed, email_index, status, version, code_hash,
        invited_until)
      SELECT id, employer_id, role, CASE WHEN status <> 'INVITED' THEN subject END, email_sealed, email_index, status, version,
        md5(subject), '${daysAfter(began, 7)}' FROM demo_account;
      INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, reason, actor, actor_role, at)
      SELECT '${PARTNER_USER_RECORDS.machine.name}', a.id, s.event, s."from", s."to", s.reason, s.actor, s.role, s.at
      FROM demo_account a, jsonb_to_recordset(a.steps)
        AS s(event text, "from" text, "to" text, reason text, actor text, role text, at timestamptz)
      ORDER BY s.at, a.subject;
      INSERT INTO outbox (topic, entity_id, payload)
      SELECT '${PARTNER_USER_RECORDS.machine.name}', u.id, ${PARTNER_USER_RECORDS.fact('u')}
      FROM partner_user u JOIN demo_account a ON a.id = u.id ORDER BY u.id`);
  },
};
