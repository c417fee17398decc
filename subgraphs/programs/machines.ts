import type { AnyMachine } from '../../shared/machine';
import { ENROLMENT_MACHINE } from './enrolment/enrolment';
import { PAYMENT_MACHINE } from './payment/payment';
import { GRIEVANCE_MACHINE } from './grievance/grievance';
import { KUBE_MACHINE } from './kube/kube';

/** Every state machine of this subgraph with the table that holds its records. */
export const PROGRAMS_MACHINES: readonly { readonly machine: AnyMachine; readonly table: string }[] = [
  { machine: ENROLMENT_MACHINE, table: 'enrolment' },
  { machine: PAYMENT_MACHINE, table: 'payment' },
  { machine: GRIEVANCE_MACHINE, table: 'grievance' },
  { machine: KUBE_MACHINE, table: 'kube_group' },
];
