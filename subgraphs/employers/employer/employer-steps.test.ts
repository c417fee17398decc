import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { describeMachine } from '../../../test/support/machine-tests';
import type { MachineFixture } from '../../../test/support/machine-tests';
import { bothAgreementsSql, dataSharing, memorandum, verification } from '../../../test/support/partner-desk';
import { viewerOf } from '../../../test/support/platform';
import { EMPLOYER_MACHINE } from './employer';

let serial = 0;

/** A partner in a state; its agreements run from one day to another, counted from today. */
async function insertEmployer(admin: Client, status: string, from: number, to: number): Promise<string> {
  const id = randomUUID();
  const nib = `91200000${String(serial++).padStart(5, '0')}`;
  await admin.query(`INSERT INTO employer (id, source_id, name, type, nib, regency_codes, status, snapshot)
    VALUES ('${id}', '${id}', 'Mitra Contoh', 'SWASTA', '${nib}', '{3204}', '${status}', 'x')`);
  await admin.query(bothAgreementsSql(id, from, to));
  return id;
}

const fixture: Omit<MachineFixture, 'calls' | 'insert'> = {
  machine: EMPLOYER_MACHINE,
  schema: 'employers',
  table: 'employer',
  viewer: (role, record) => viewerOf(role, { regionCodes: ['ID'], sentraId: 'S-001', employerId: record }),
};

describeMachine({
  ...fixture,
  calls: {
    VERIFY: { mutation: 'verifyEmployer', inputType: 'VerifyEmployerInput', input: verification },
    SIGN_MOU: {
      mutation: 'signMemorandum',
      inputType: 'MemorandumInput',
      input: (record) => memorandum(`PKS-${record}`),
    },
    SIGN_DSA: {
      mutation: 'signDataSharing',
      inputType: 'DataSharingInput',
      input: (record) => dataSharing(`PBD-${record}`),
    },
    ACTIVATE: { mutation: 'activateEmployer' },
    RENEW_MOU: {
      mutation: 'renewMemorandum',
      inputType: 'MemorandumInput',
      input: (record) => memorandum(`PKS-${record}`),
    },
    RENEW_DSA: {
      mutation: 'renewDataSharing',
      inputType: 'DataSharingInput',
      input: (record) => dataSharing(`PBD-${record}`),
    },
    SUSPEND: { mutation: 'suspendEmployer' },
    REINSTATE: { mutation: 'reinstateEmployer' },
    TERMINATE: { mutation: 'terminateEmployer' },
  },
  insert: (admin, status) => insertEmployer(admin, status, -30, 300),
});

describe('once an agreement has ended', () =>
  describeMachine({
    ...fixture,
    calls: { EXPIRE: { mutation: 'expireEmployer' } },
    insert: (admin, status) => insertEmployer(admin, status, -300, -1),
  }));
