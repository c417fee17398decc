import type { Client } from 'pg';
import { DISCLOSURE_FIELDS } from '../../../shared/access';
import { insert } from '../population';
import type { Uuids } from '../population';

/** An account at a partner, and the partner. */
export interface PartnerAccount {
  readonly subject: string;
  readonly employerId: string;
}

/** Two accounts of each partner, some of them invited or removed; one of them had applied for it. */
export async function fillAccounts(
  admin: Client,
  uuid: Uuids,
  employers: readonly { readonly id: string }[],
): Promise<readonly PartnerAccount[]> {
  const rows = employers.flatMap(({ id: employer_id }, index) =>
    (['PARTNER_RECRUITER', 'PARTNER_ADMIN'] as const).map((role, number) => ({
      id: uuid(),
      employer_id,
      role,
      subject: `account ${index}-${number}`,
      status: index % 4 === 3 ? (number === 0 ? 'INVITED' : 'REMOVED') : 'ACTIVE',
      code_hash: 'h',
      invited_until: '2026-01-01',
    })),
  );
  await insert(admin, 'employers.partner_user', rows);
  await admin.query(`UPDATE employers.employer e SET applied_by = u.subject FROM employers.partner_user u
    WHERE u.employer_id = e.id AND u.role = 'PARTNER_ADMIN'`);
  return rows.map(({ subject, employer_id }) => ({ subject, employerId: employer_id }));
}

/** Agreements of each partner, in force, ended, to come; and what the other tables of partners hold. */
export async function fillAgreements(
  admin: Client,
  uuid: Uuids,
  employers: readonly { readonly id: string }[],
): Promise<void> {
  const dsa = {
    purposes: ['PENEMPATAN'],
    fields: Object.keys(DISCLOSURE_FIELDS),
    legal_basis: 'CONSENT',
    retention_days: 30,
    breach_contact: 'x',
    bast_number: 'x',
  };
  const terms = [
    ['2026-01-01', '2028-01-01', null],
    ['2024-01-01', '2025-01-01', null],
    ['2026-01-01', '2028-01-01', '2026-02-01'],
  ] as const;
  const rows = employers.flatMap(({ id: employer_id }, index) => {
    const [starts_on, ends_on, terminated_on] = terms[index % terms.length] ?? terms[0];
    const term = { employer_id, starts_on, ends_on, terminated_on, signatory_roles: ['x'] };
    return [
      { id: uuid(), kind: 'MOU', number: `MOU-${index}`, scope: 'x', ...term },
      { id: uuid(), kind: 'DSA', number: `DSA-${index}`, ...term, ...dsa },
    ];
  });
  for (const row of rows)
    await insert(admin, 'employers.agreement', [{ sub_processors_allowed: false, purposes: [], fields: [], ...row }]);
  await admin.query(`
    INSERT INTO employers.invitation_attempt (subject) VALUES ('someone');
    INSERT INTO employers.quota_entry SELECT employer_id, period, 1, headcount, disabled_headcount, 'someone', 'PARTNER_ADMIN'
      FROM employers.quota_report;
    INSERT INTO employers.client_key (subject, key, input_hash) VALUES ('someone', 'k-00000001', 'h');
    INSERT INTO employers.transition_event (machine, entity_id, event, to_status, actor, actor_role)
      SELECT 'employer', id, 'APPLY', 'APPLIED', 'someone', 'PROGRAM_MANAGER' FROM employers.employer`);
}

/** Looks at boards, and mails to those who did not look. */
export async function fillBoards(admin: Client): Promise<void> {
  await admin.query(`
    INSERT INTO employers.board_look (subject, employer_id, seen_before)
      SELECT subject, employer_id, '1' FROM employers.partner_user;
    INSERT INTO employers.mail (id, partner_user_id, transaction, event_id, waiting)
      SELECT 'mail ' || id, id, '1', 1, 1 FROM employers.partner_user;
    INSERT INTO employers.office_mailbox (office, email_sealed) VALUES ('MINISTRY', 'x'), ('S-001', 'x')`);
}
