import type { Client } from 'pg';
import type { Viewer } from '../../shared/viewer';

/** Gives partners the account without which a token opens nothing of their organisation, as if each had taken an invitation. */
export async function addAccounts(client: Client, viewers: readonly Viewer[]): Promise<void> {
  for (const { subject, role, employerId } of viewers) {
    await client.query(
      `INSERT INTO employers.partner_user (employer_id, role, subject, status) VALUES ($1, $2, $3, 'ACTIVE')`,
      [employerId, role, subject],
    );
  }
}
