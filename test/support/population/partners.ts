import type { Client } from 'pg';
import { insert } from '../population';
import type { Uuids } from '../population';

/** An account at a partner, and the partner. */
export interface PartnerAccount {
  readonly subject: string;
  readonly employerId: string;
}

/** Two accounts of each partner, and those that were invited or removed. */
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
    })),
  );
  await insert(admin, 'employers.partner_user', rows);
  return rows.map(({ subject, employer_id }) => ({ subject, employerId: employer_id }));
}
