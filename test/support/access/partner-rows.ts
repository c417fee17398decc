import type { Client } from 'pg';
import type { TestDatabase } from '../database';
import { DISCLOSURE_FIELDS } from '../../../shared/access';
import { createFieldCipher } from '../../../shared/database';
import { agreementSql } from '../partner-desk';
import { CALL_IDS, idOf } from './reach';

/** Accounts at two partners: one to be kept by the other, and one beyond reach. */
export const PARTNER_USER_IDS = { near: CALL_IDS.PartnerUser, far: idOf(9, 3) } as const;

/** What partners have agreed and reported, and who works for them; of the far one too. */
export async function plantPartners(
  client: Client,
  { config }: Pick<TestDatabase, 'config'>,
  employers: { readonly near: string; readonly far: string },
): Promise<void> {
  const cipher = createFieldCipher(config.keys);
  for (const [place, employer] of Object.entries(employers)) {
    await client.query(agreementSql(employer, 'MOU', -40, 300));
    await client.query(agreementSql(employer, 'DSA', -40, 300));
    await client.query(
      `INSERT INTO employers.partner_user (id, employer_id, role, status, email_sealed, email_index, code_hash, invited_until)
       VALUES ($1, $2, 'PARTNER_RECRUITER', 'INVITED', $3, $4, $4, '2099-01-01')`,
      [
        place === 'near' ? PARTNER_USER_IDS.near : PARTNER_USER_IDS.far,
        employer,
        cipher.seal('rekan@mitra.example'),
        place,
      ],
    );
  }
  await client.query(`
    UPDATE employers.agreement SET fields = '{${Object.keys(DISCLOSURE_FIELDS).join()}}' WHERE kind = 'DSA';
    UPDATE employers.agreement SET terminated_on = '2099-01-01', scope = 'Penempatan', processor_role = 'CONTROLLER';
    INSERT INTO employers.quota_entry SELECT employer_id, period, 1, headcount, disabled_headcount, 'somebody', 'PARTNER_ADMIN'
      FROM employers.quota_report;
    INSERT INTO employers.transition_event (machine, entity_id, event, from_status, to_status, reason, note, actor, actor_role)
      SELECT 'employer', id, 'SUSPEND', 'ACTIVE', 'SUSPENDED', 'COMPLAINT', 'seeded', 'somebody', 'PROGRAM_MANAGER'
        FROM employers.employer
      UNION ALL SELECT 'partner_user', id, 'REMOVE', 'ACTIVE', 'REMOVED', 'LEFT', 'seeded', 'somebody', 'PARTNER_ADMIN'
        FROM employers.partner_user`);
}
