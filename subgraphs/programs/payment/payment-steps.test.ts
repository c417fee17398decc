import { randomUUID } from 'node:crypto';
import { describeMachine } from '../../../test/support/machine-tests';
import { viewerOf } from '../../../test/support/platform';
import { PAYMENT_MACHINE } from './payment';

const FAMILY = randomUUID();
const PERSON = randomUUID();

describeMachine({
  machine: PAYMENT_MACHINE,
  schema: 'programs',
  table: 'payment',
  // The plan is the work of stage runs.
  calls: {
    ORDER: { mutation: 'orderPayment' },
    SEND: { mutation: 'sendPayment' },
    CREDIT: { mutation: 'creditPayment' },
    WITHDRAW: { mutation: 'withdrawPayment' },
    FAIL: { mutation: 'failPayment' },
    RETURN: { mutation: 'returnPayment' },
  },
  prepare: async (admin) => {
    await admin.query(`INSERT INTO family_ref VALUES ('${FAMILY}', 'K-1', '3204050001', 2, '{PKH}');
      INSERT INTO person_ref VALUES ('${PERSON}', 'I-1', '${FAMILY}', '3204050001', 'PADAN')`);
  },
  insert: async (admin, status) => {
    const [enrolment, id] = [randomUUID(), randomUUID()];
    await admin.query(`INSERT INTO enrolment (id, source_id, family_id, region_code, manager_id, program_code, status,
        started_on, file_status)
      VALUES ('${enrolment}', '${enrolment}', '${FAMILY}', '3204050001', '${PERSON}', 'PKH', 'ACTIVE', '2025-01-01', 'ACTIVE');
      INSERT INTO payment (id, source_id, enrolment_id, period, year, amount, status, disburser, status_on)
      VALUES ('${id}', '${id}', '${enrolment}', '2026-T1', 2026, 225000, '${status}', 'BRI', '2026-01-01')`);
    return id;
  },
  viewer: (role) => viewerOf(role, { regionCodes: ['ID'], programCodes: ['PKH'] }),
});
