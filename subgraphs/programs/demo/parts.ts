import type { DemoPart } from '../../../shared/machine';
import { GRADUATION_DEMO } from './graduation';
import { GRIEVANCE_DEMO } from './grievance';
import { KUBE_DEMO } from './kube';
import { PENA_DEMO } from './pena';
import { PKH_DEMO } from './pkh';
import { PROKUS_DEMO } from './prokus';
import { REGISTERS_DEMO } from './registers';

/** What the ministry's officers have done in the programs of the demo nation, in the order it is planted. */
export const PROGRAMS_DEMO: readonly DemoPart[] = [
  KUBE_DEMO,
  PENA_DEMO,
  PROKUS_DEMO,
  GRADUATION_DEMO,
  GRIEVANCE_DEMO,
  REGISTERS_DEMO,
  PKH_DEMO,
];
