import type { AnyMachine } from '../../shared/machine';
import { CHANGE_REQUEST_MACHINE } from './change-request/change-request';
import { CONSENT_MACHINE } from './consent/consent';

/** Every state machine of this subgraph with the table that holds its records. */
export const BENEFICIARIES_MACHINES: readonly { readonly machine: AnyMachine; readonly table: string }[] = [
  { machine: CHANGE_REQUEST_MACHINE, table: 'change_request' },
  { machine: CONSENT_MACHINE, table: 'consent' },
];
