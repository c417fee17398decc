import { randomUUID } from 'node:crypto';
import { describeMachine } from '../../../test/support/machine-tests';
import { viewerOf } from '../../../test/support/platform';
import { ENROLMENT_MACHINE } from './enrolment';

const FAMILY = randomUUID();
const PERSON = randomUUID();

describeMachine({
  machine: ENROLMENT_MACHINE,
  schema: 'programs',
  table: 'enrolment',
  calls: {
    DESIGNATE: { mutation: 'designateEnrolment' },
    ACTIVATE: { mutation: 'activateEnrolment' },
    SUSPEND: { mutation: 'suspendEnrolment' },
    RESUME: { mutation: 'resumeEnrolment' },
    BEGIN_TRANSITION: { mutation: 'beginTransition' },
    GRADUATE_NATURALLY: { mutation: 'graduateNaturally' },
    GRADUATE_VOLUNTARILY: { mutation: 'graduateVoluntarily' },
    DEACTIVATE: { mutation: 'deactivateEnrolment' },
  },
  prepare: async (admin) => {
    await admin.query(`INSERT INTO family_ref VALUES ('${FAMILY}', 'K-1', '3204050001', 2, '{PKH}');
      INSERT INTO person_ref VALUES ('${PERSON}', 'I-1', '${FAMILY}', '3204050001', 'PADAN')`);
  },
  insert: async (admin, status) => {
    const id = randomUUID();
    await admin.query(`INSERT INTO enrolment (id, source_id, family_id, region_code, manager_id, program_code, status,
        started_on, file_status)
      VALUES ('${id}', '${id}', '${FAMILY}', '3204050001', '${PERSON}', 'PKH', '${status}', '2025-01-01', '${status}')`);
    return id;
  },
  viewer: (role) => viewerOf(role, { regionCodes: ['ID'], programCodes: ['PKH'] }),
});
