import { randomUUID } from 'node:crypto';
import { asAdmin } from '../../../test/support/database';
import { describeMachine } from '../../../test/support/machine-tests';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
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

test('the history of an enrolment tells what a registry file said', async () => {
  await using platform = await startTestPlatform();
  const id = randomUUID();
  await asAdmin(async (admin) => {
    await admin.query(`SET search_path = programs;
      INSERT INTO family_ref VALUES ('${FAMILY}', 'K-1', '3204050001', 2, '{PKH}');
      INSERT INTO enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on, file_status)
        VALUES ('${id}', 'P-1', '${FAMILY}', '3204050001', '${PERSON}', 'PKH', 'ACTIVE', '2025-01-01', 'ACTIVE');
      INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, actor, actor_role)
        VALUES ('enrolment', '${id}', 'REGISTRY_FILE', 'CANDIDATE', 'ACTIVE', 'import', 'SYSTEM')`);
  }, platform.database.adminUrl);
  const query = `{ enrolment(id: "${id}") { history { event from to byRole } } }`;
  const { data, errors } = await platform.ask(viewerOf('PROGRAM_MANAGER', { programCodes: ['PKH'] }), query);
  expect(errors).toEqual([]);
  expect(data).toEqual({
    enrolment: { history: [{ event: 'REGISTRY_FILE', from: 'CANDIDATE', to: 'ACTIVE', byRole: 'SYSTEM' }] },
  });
});
