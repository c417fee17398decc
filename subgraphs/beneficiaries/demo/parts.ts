import type { DemoPart } from '../../../shared/machine';
import { CHANGE_REQUESTS_DEMO } from './change-requests';

/** What was asked of the registry of the demo nation. */
export const BENEFICIARIES_DEMO: readonly DemoPart[] = [CHANGE_REQUESTS_DEMO];
