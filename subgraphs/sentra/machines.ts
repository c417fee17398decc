import type { AnyMachine } from '../../shared/machine';

/** Every state machine of this subgraph with the table that holds its records. */
export const SENTRA_MACHINES: readonly { readonly machine: AnyMachine; readonly table: string }[] = [];
