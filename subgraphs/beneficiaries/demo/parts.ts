import type { DemoPart } from '../../../shared/machine';
import { CHANGE_REQUESTS_DEMO } from './change-requests';
import { CONSENTS_DEMO } from './consents';

/** What was asked of the registry of the demo nation, and what its people agreed to. */
export const BENEFICIARIES_DEMO: readonly DemoPart[] = [CHANGE_REQUESTS_DEMO, CONSENTS_DEMO];
