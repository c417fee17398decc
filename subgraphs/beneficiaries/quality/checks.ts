import type { Step } from '../../../shared/intake';
export const QUALITY_STEPS: readonly Step[] = [];
