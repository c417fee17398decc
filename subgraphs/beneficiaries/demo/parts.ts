import type { DemoPart } from '../../../shared/machine';
import { CHANGE_REQUESTS_DEMO } from './change-requests';
import { CONSENTS_DEMO } from './consents';
import { DESIL_HISTORY_DEMO } from './desil-history';
import { REVEALS_DEMO } from './reveals';

/** What was asked of the registry of the demo nation, what its people agreed to, and what was known and shown of them before. */
export const BENEFICIARIES_DEMO: readonly DemoPart[] = [
  CHANGE_REQUESTS_DEMO,
  CONSENTS_DEMO,
  DESIL_HISTORY_DEMO,
  REVEALS_DEMO,
];
