import type { Records } from '../../../shared/machine';
import { ReasonedStepInput, StepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { FACTS } from '../fact';
import { GRIEVANCE_MACHINE } from './grievance';
import type { GrievanceEvent, GrievanceStatus } from './grievance';
import { AssignGrievanceInput, SubmitGrievanceInput, VerifyGrievanceInput } from './grievance-args.graph';
import { Grievance } from './grievance.graph';
import { GRIEVANCES, findGrievance } from './grievance.loader';
import { accepting, advancing, assigning, finding, rejecting, submitGrievance } from './grievance-step';

export const GRIEVANCE_RECORDS: Records<GrievanceStatus, GrievanceEvent> = {
  machine: GRIEVANCE_MACHINE,
  table: 'grievance',
  from: GRIEVANCES,
  alias: 'g',
  fact: FACTS.grievance,
};

/** What families and officers do with grievances. */
export const GrievanceStepsResolver = stepsOf<GrievanceStatus, GrievanceEvent>({
  records: GRIEVANCE_RECORDS,
  type: 'Grievance',
  graphType: () => Grievance,
  find: findGrievance,
  mutations: {
    SUBMIT: begins('submitGrievance', SubmitGrievanceInput, (manager, status, { input, context }) =>
      submitGrievance(manager, status, input, {
        viewer: context.viewer,
        families: context.scope('Family'),
        cipher: context.tools.cipher,
      }),
    ),
    ASSIGN: moves('assignGrievance', AssignGrievanceInput, (manager, record, { input }) =>
      assigning(manager, record, input.officer),
    ),
    VERIFY_VILLAGE: moves('verifyGrievanceInVillage', VerifyGrievanceInput, (manager, record, { input }) =>
      finding(manager, record, 'village', input.finding),
    ),
    VERIFY_DINSOS: moves('verifyGrievanceAtDinsos', VerifyGrievanceInput, (manager, record, { input }) =>
      finding(manager, record, 'dinsos', input.finding),
    ),
    FORWARD: moves('forwardGrievance', StepInput, async (manager, record) => {
      await advancing(manager, record, 'FORWARDED');
      return undefined;
    }),
    ACCEPT: moves('acceptGrievance', StepInput, accepting),
    REJECT: moves('rejectGrievance', ReasonedStepInput, (manager, record, { input }) =>
      rejecting(manager, record, input.reason),
    ),
    WITHDRAW: moves('withdrawGrievance', StepInput, async (manager, record) => {
      await advancing(manager, record, 'WITHDRAWN');
      return undefined;
    }),
  },
});
