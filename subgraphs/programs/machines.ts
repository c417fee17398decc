import type { AnyMachine } from '../../shared/machine';
import { ENROLMENT_MACHINE } from './enrolment/enrolment';
import { GRADUATION_MACHINE } from './graduation/graduation';

/** Every state machine of this subgraph with the table that holds its records. */
export const PROGRAMS_MACHINES: readonly { readonly machine: AnyMachine; readonly table: string }[] = [
  { machine: ENROLMENT_MACHINE, table: 'enrolment' },
  { machine: GRADUATION_MACHINE, table: 'graduation' },
];
