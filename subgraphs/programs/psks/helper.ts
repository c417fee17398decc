import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

export const HELPER_STATES = {
  PROPOSED: 'Diusulkan.',
  ACTIVE: 'Aktif.',
  ENDED: 'Berhenti.',
} as const;
export type HelperStatus = keyof typeof HELPER_STATES;

export const HELPER_EVENTS = {
  PROPOSE: 'Proposes somebody as a helper.',
  CONFIRM: 'Enters them into the register.',
  END: 'Ends their service.',
} as const;
export type HelperEvent = keyof typeof HELPER_EVENTS;

/** Why a service ends. */
export const HELPER_ENDINGS = ['RESIGNED', 'MOVED', 'DECEASED', 'DISMISSED', 'NOT_CONFIRMED'] as const;

/** The register of helpers: the office proposes, somebody else confirms. */
export const HELPER_MACHINE: Machine<HelperStatus, HelperEvent> = {
  name: 'psks_helper',
  what: 'helper',
  states: HELPER_STATES,
  events: HELPER_EVENTS,
  steps: [
    step(null, 'PROPOSE', 'PROPOSED', ['DINSOS'], 'name, type and village'),
    step('PROPOSED', 'CONFIRM', 'ACTIVE', ['SUPERVISOR'], 'decree', { apartFrom: ['PROPOSE'] }),
    step('PROPOSED', 'END', 'ENDED', ['SUPERVISOR'], 'reason', { reasons: HELPER_ENDINGS, apartFrom: ['PROPOSE'] }),
    step('ACTIVE', 'END', 'ENDED', ['DINSOS', 'SUPERVISOR'], 'reason', { reasons: HELPER_ENDINGS }),
  ],
};

/** A helper as the subgraph holds them; the name stays sealed until a viewer may see it. */
export interface HelperRow {
  readonly id: string;
  readonly nameSealed: string;
  readonly status: HelperStatus;
  readonly version: number;
}
