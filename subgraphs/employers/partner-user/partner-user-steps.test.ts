import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { createFieldCipher } from '../../../shared/database';
import type { Role } from '../../../shared/viewer';
import { describeMachine } from '../../../test/support/machine-tests';
import type { MachineFixture } from '../../../test/support/machine-tests';
import { addAccounts } from '../../../test/support/partner-accounts';
import { viewerOf } from '../../../test/support/platform';
import { PARTNER_USER_MACHINE } from './partner-user';

const EMPLOYER = randomUUID();
const CODE = 'a code of a test';
const KEEPER = viewerOf('PARTNER_ADMIN', { subject: 'administrator', employerId: EMPLOYER });
let codeHash = '';

async function insertUser(admin: Client, status: string, role: Role = 'PARTNER_RECRUITER'): Promise<string> {
  const id = randomUUID();
  const subject = status === 'INVITED' ? 'NULL' : `'account ${id}'`;
  await admin.query(`INSERT INTO partner_user (id, employer_id, role, subject, status, code_hash, invited_until)
    VALUES ('${id}', '${EMPLOYER}', '${role}', ${subject}, '${status}', '${codeHash}', now() + interval '3 days')`);
  return id;
}

const ofRole = (role: Role, subject: string) =>
  viewerOf(role, { subject, regionCodes: ['ID'], sentraId: 'S-001', employerId: EMPLOYER });

const fixture: Omit<MachineFixture, 'calls' | 'insert' | 'viewer'> = {
  machine: PARTNER_USER_MACHINE,
  schema: 'employers',
  table: 'partner_user',
  async prepare(admin, platform) {
    codeHash = createFieldCipher(platform.database.config.keys).index('invitation', CODE);
    await admin.query(`INSERT INTO employer (id, source_id, name, type, regency_codes, status, snapshot)
      VALUES ('${EMPLOYER}', 'E-1', 'Mitra Contoh', 'SWASTA', '{3204}', 'ACTIVE', 'x')`);
    await addAccounts(admin, [KEEPER]);
  },
};

describe('accounts are kept by an administrator or the ministry', () =>
  describeMachine({
    ...fixture,
    calls: {
      CHANGE_ROLE: {
        mutation: 'changePartnerUserRole',
        inputType: 'ChangeRoleInput',
        input: () => ({ role: 'PARTNER_ADMIN' }),
      },
      REMOVE: { mutation: 'removePartnerUser' },
    },
    insert: (admin, status) => insertUser(admin, status),
    viewer: (role) => (role === 'PARTNER_ADMIN' ? KEEPER : ofRole(role, `test ${role}`)),
  }));

describe('mail is for each to want or not', () =>
  describeMachine({
    ...fixture,
    calls: { SET_MAIL: { mutation: 'setMailWish', inputType: 'MailWishInput', input: () => ({ wantsMail: false }) } },
    insert: async (admin, status, role) => {
      const id = await insertUser(admin, status, role);
      await admin.query(`UPDATE partner_user SET subject = 'own ' || id WHERE id = $1 AND subject IS NOT NULL`, [id]);
      return id;
    },
    viewer: (role, record) => ofRole(role, `own ${record}`),
    // An account that is not active is nobody's own.
    isHidden: (_, from) => from !== 'ACTIVE',
  }));

describe('an invitation is taken by whom it is for', () =>
  describeMachine({
    ...fixture,
    calls: {
      ACCEPT: { mutation: 'acceptInvitation', inputType: 'AcceptInvitationInput', input: () => ({ code: CODE }) },
    },
    insert: insertUser,
    viewer: (role, record) => ofRole(role, `invited ${record}`),
  }));
