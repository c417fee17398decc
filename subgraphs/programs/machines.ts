import type { AnyMachine } from '../../shared/machine';
import { COMMUNITY_MACHINE } from './community/community';
import { ENROLMENT_MACHINE } from './enrolment/enrolment';
import { GRIEVANCE_MACHINE } from './grievance/grievance';
import { HELPER_MACHINE } from './psks/helper';
import { LKS_MACHINE } from './psks/lks';

/** Every state machine of this subgraph with the table that holds its records. */
export const PROGRAMS_MACHINES: readonly { readonly machine: AnyMachine; readonly table: string }[] = [
  { machine: ENROLMENT_MACHINE, table: 'enrolment' },
  { machine: GRIEVANCE_MACHINE, table: 'grievance' },
  { machine: HELPER_MACHINE, table: 'psks_helper' },
  { machine: LKS_MACHINE, table: 'lks' },
  { machine: COMMUNITY_MACHINE, table: 'community_activity' },
];
