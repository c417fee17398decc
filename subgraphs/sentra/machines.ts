import type { AnyMachine } from '../../shared/machine';
import { CASE_MACHINE } from './case/case';

/** Every state machine of this subgraph with the table that holds its records. */
export const SENTRA_MACHINES: readonly { readonly machine: AnyMachine; readonly table: string }[] = [
  { machine: CASE_MACHINE, table: 'service_case' },
];
