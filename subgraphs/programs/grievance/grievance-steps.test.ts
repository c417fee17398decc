import { describeMachine } from '../../../test/support/machine-tests';
import { GRIEVANCE_MACHINE } from './grievance';
import { GrievanceDesk } from '../../../test/support/grievance-desk';

const desk = new GrievanceDesk();

describeMachine({
  machine: GRIEVANCE_MACHINE,
  schema: 'programs',
  table: 'grievance',
  calls: {
    ASSIGN: { mutation: 'assignGrievance', inputType: 'AssignGrievanceInput', input: () => ({ officer: 'officer-7' }) },
    VERIFY_VILLAGE: {
      mutation: 'verifyGrievanceInVillage',
      inputType: 'VerifyGrievanceInput',
      input: () => ({ finding: 'CONFIRMED' }),
    },
    VERIFY_DINSOS: {
      mutation: 'verifyGrievanceAtDinsos',
      inputType: 'VerifyGrievanceInput',
      input: () => ({ finding: 'NOT_CONFIRMED' }),
    },
    FORWARD: { mutation: 'forwardGrievance' },
    ACCEPT: { mutation: 'acceptGrievance' },
    REJECT: { mutation: 'rejectGrievance' },
    WITHDRAW: { mutation: 'withdrawGrievance' },
  },
  prepare: (admin, platform) => desk.prepare(admin, platform),
  insert: (admin, status) => desk.insert(admin, status),
  viewer: (role) => desk.viewer(role),
});
