import type { DemoPart } from '../../../shared/machine';

export const SENTRA_DEMO: readonly DemoPart[] = [];
