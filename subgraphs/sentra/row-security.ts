import { ANYONE } from '../../shared/database';
import type { RowPolicies, RowSecurity } from '../../shared/database';
import { stepPolicies } from '../../shared/machine';
import { casePolicies } from './case/case.policies';
import { devicePolicies } from './device/device.policies';
import { skaPolicies } from './ska/ska.policies';
import { SENTRA_MACHINES } from './machines';

const tables: Readonly<Record<string, RowPolicies>> = {
  centre: { select: ANYONE },
  ...casePolicies,
  ...devicePolicies,
  ...skaPolicies,
  ...stepPolicies(Object.fromEntries(SENTRA_MACHINES.map(({ machine, table }) => [machine.name, table]))),
  relay_position: {},
  migration: {},
};

/** The rows of the centres and their cases a viewer has, whatever statement asks: the rules of the row scopes. */
export const sentraRowSecurity: RowSecurity = { tables };
