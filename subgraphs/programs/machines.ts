import type { AnyMachine } from '../../shared/machine';
import { ENROLMENT_MACHINE } from './enrolment/enrolment';
import { KUBE_MACHINE } from './kube/kube';
import { PENA_MACHINE } from './pena/pena';
import { PROKUS_MACHINE } from './prokus/prokus';

/** Every state machine of this subgraph with the table that holds its records. */
export const PROGRAMS_MACHINES: readonly { readonly machine: AnyMachine; readonly table: string }[] = [
  { machine: ENROLMENT_MACHINE, table: 'enrolment' },
  { machine: KUBE_MACHINE, table: 'kube_group' },
  { machine: PENA_MACHINE, table: 'pena_case' },
  { machine: PROKUS_MACHINE, table: 'prokus_case' },
];
