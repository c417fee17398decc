import type { DemoPart } from '../../../shared/machine';

export const BENEFICIARIES_DEMO: readonly DemoPart[] = [];
