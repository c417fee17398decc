import type { AnyMachine } from '../../shared/machine';
import { COMMUNITY_MACHINE } from './community/community';
import { ENROLMENT_MACHINE } from './enrolment/enrolment';
import { PAYMENT_MACHINE } from './payment/payment';
import { GRIEVANCE_MACHINE } from './grievance/grievance';
import { KUBE_MACHINE } from './kube/kube';
import { HELPER_MACHINE } from './psks/helper';
import { LKS_MACHINE } from './psks/lks';
import { PENA_MACHINE } from './pena/pena';
import { PROKUS_MACHINE } from './prokus/prokus';
import { GRADUATION_MACHINE } from './graduation/graduation';

/** Every state machine of this subgraph with the table that holds its records. */
export const PROGRAMS_MACHINES: readonly { readonly machine: AnyMachine; readonly table: string }[] = [
  { machine: ENROLMENT_MACHINE, table: 'enrolment' },
  { machine: PAYMENT_MACHINE, table: 'payment' },
  { machine: GRIEVANCE_MACHINE, table: 'grievance' },
  { machine: KUBE_MACHINE, table: 'kube_group' },
  { machine: HELPER_MACHINE, table: 'psks_helper' },
  { machine: LKS_MACHINE, table: 'lks' },
  { machine: COMMUNITY_MACHINE, table: 'community_activity' },
  { machine: PENA_MACHINE, table: 'pena_case' },
  { machine: PROKUS_MACHINE, table: 'prokus_case' },
  { machine: GRADUATION_MACHINE, table: 'graduation' },
];
