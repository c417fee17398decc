import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { daysAfter, today } from '../../../shared/machine';
import type { Role } from '../../../shared/viewer';
import { describeMachine } from '../../../test/support/machine-tests';
import { addAccounts } from '../../../test/support/partner-accounts';
import { agreementSql } from '../../../test/support/partner-desk';
import { viewerOf } from '../../../test/support/platform';
import { employerId, partnersSql } from '../testing/partners';
import { VACANCY_MACHINE } from './vacancy';

const viewer = (role: Role) =>
  role.startsWith('PARTNER') ? viewerOf(role, { employerId: employerId(1) }) : viewerOf(role, { regionCodes: ['ID'] });

async function insertVacancy(admin: Client, status: string): Promise<string> {
  const id = randomUUID();
  await admin.query(`INSERT INTO vacancy (id, employer_id, employer_status, code, title, kbji_code, regency_code, work_mode,
      contract_type, wage_min, shift, reserved_for_disability, seats, open_until, status)
    VALUES ('${id}', '${employerId(1)}', 'ACTIVE', '${id}', 'Penjahit', '7531', '3204', 'ONSITE', 'PKWT', 99000000, false, false, 2,
      '${daysAfter(today(), 30)}', '${status}')`);
  return id;
}

describeMachine({
  machine: VACANCY_MACHINE,
  schema: 'employers',
  table: 'vacancy',
  calls: {
    EDIT: { mutation: 'editVacancy', inputType: 'EditVacancyInput', input: () => ({ seats: 3 }) },
    PUBLISH: { mutation: 'publishVacancy' },
    FILL: { mutation: 'fillVacancy' },
    CLOSE: { mutation: 'closeVacancy' },
  },
  prepare: async (admin, platform) => {
    await admin.query(partnersSql());
    await admin.query(agreementSql(employerId(1), 'DSA'));
    await addAccounts(admin, (['PARTNER_RECRUITER', 'PARTNER_ADMIN'] as const).map(viewer));
    await platform.relay.drain();
  },
  insert: insertVacancy,
  viewer,
});
