import type { DemoPart } from '../../../shared/machine';
import { CASES_DEMO } from './cases';
import { DEVICES_DEMO } from './devices';
import { SKA_DEMO } from './ska';

/** What the officers of the centres have done in the demo nation, in the order it is planted. */
export const SENTRA_DEMO: readonly DemoPart[] = [CASES_DEMO, SKA_DEMO, DEVICES_DEMO];
