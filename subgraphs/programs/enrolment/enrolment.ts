import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

/** States of an enrolment, by the word that stands in a registry file. */
export const ENROLMENT_STATUSES = {
  CALON: 'CANDIDATE',
  DITETAPKAN: 'DESIGNATED',
  AKTIF: 'ACTIVE',
  DITANGGUHKAN: 'SUSPENDED',
  TRANSISI: 'TRANSITION',
  GRADUASI_ALAMIAH: 'GRADUATED_NATURALLY',
  GRADUASI_MANDIRI: 'GRADUATED_VOLUNTARILY',
  NONAKTIF: 'INACTIVE',
} as const;
export type EnrolmentStatus = (typeof ENROLMENT_STATUSES)[keyof typeof ENROLMENT_STATUSES];
export const STATUSES: readonly EnrolmentStatus[] = Object.values(ENROLMENT_STATUSES);

/** Why a family is out beside graduation (NONAKTIF). */
export const EXIT_REASONS = ['INELIGIBLE', 'DECEASED', 'MOVED', 'DATA_INVALID'] as const;
/** Why aid rests (DITANGGUHKAN); registry files give no reason for it. */
export const SUSPENSION_REASONS = ['MANAGER_DECEASED', 'NO_COMPONENT_LEFT', 'NON_COMPLIANCE'] as const;
export type StatusReason = (typeof EXIT_REASONS)[number] | (typeof SUSPENSION_REASONS)[number];

/** What can happen to an enrolment. */
export const ENROLMENT_EVENTS = {
  DESIGNATE: 'Names the family a recipient, by decree.',
  ACTIVATE: 'Starts aid.',
  SUSPEND: 'Lets aid rest.',
  RESUME: 'Lets aid go on.',
  BEGIN_TRANSITION: 'Begins the months of support after which aid ends.',
  GRADUATE_NATURALLY: 'Ends aid because no component is left.',
  GRADUATE_VOLUNTARILY: 'Ends aid because the family has agreed to stand on its own.',
  DEACTIVATE: 'Ends aid for another reason.',
  READMIT: 'Takes back a family that has graduated and needs aid again.',
} as const;
export type EnrolmentEvent = keyof typeof ENROLMENT_EVENTS;

const MANAGER = ['PROGRAM_MANAGER'] as const;
const RULE = ['PROGRAM_MANAGER', 'SYSTEM'] as const;
const leave = (from: EnrolmentStatus) =>
  step<EnrolmentStatus, EnrolmentEvent>(
    from,
    'DEACTIVATE',
    'INACTIVE',
    MANAGER,
    'ground check, civil registry or move',
    {
      reasons: EXIT_REASONS,
    },
  );
const suspend = (from: EnrolmentStatus) =>
  step<EnrolmentStatus, EnrolmentEvent>(from, 'SUSPEND', 'SUSPENDED', RULE, 'reason', { reasons: SUSPENSION_REASONS });

/**
 * The status machine of an enrolment (PKH after Permensos 1/2018; Sembako uses the same states). Aid is paid in ACTIVE and
 * TRANSITION. A death can stop aid in TRANSITION too, so it can be suspended from there.
 */
export const ENROLMENT_MACHINE: Machine<EnrolmentStatus, EnrolmentEvent> = {
  name: 'enrolment',
  what: 'enrolment',
  states: {
    CANDIDATE: 'Calon: proposed, nothing decided.',
    DESIGNATED: 'Ditetapkan: named in a decree, not yet paid.',
    ACTIVE: 'Aktif.',
    SUSPENDED: 'Ditangguhkan: aid rests, for a reason.',
    TRANSITION: 'Transisi: on the way out, still supported.',
    GRADUATED_NATURALLY: 'Graduasi alamiah: nobody carries a component any longer.',
    GRADUATED_VOLUNTARILY: 'Graduasi mandiri: left because the economy of the family improved.',
    INACTIVE: 'Nonaktif: out for another reason.',
  },
  events: ENROLMENT_EVENTS,
  steps: [
    step(null, 'READMIT', 'CANDIDATE', ['PENDAMPING', 'DINSOS'], 'relapse within 12 months of graduation'),
    step('CANDIDATE', 'DESIGNATE', 'DESIGNATED', MANAGER, 'decree naming the family (SK penetapan)'),
    step('DESIGNATED', 'ACTIVATE', 'ACTIVE', MANAGER, 'account opened, components validated'),
    suspend('ACTIVE'),
    suspend('TRANSITION'),
    step('SUSPENDED', 'RESUME', 'ACTIVE', MANAGER, 'the reason is gone (new pengurus, compliance)'),
    step('SUSPENDED', 'BEGIN_TRANSITION', 'TRANSITION', MANAGER, 'graduation agreed'),
    step('ACTIVE', 'BEGIN_TRANSITION', 'TRANSITION', MANAGER, 'graduation agreed'),
    step('TRANSITION', 'GRADUATE_NATURALLY', 'GRADUATED_NATURALLY', MANAGER, 'no component left'),
    step('TRANSITION', 'GRADUATE_VOLUNTARILY', 'GRADUATED_VOLUNTARILY', MANAGER, 'signed statement'),
    leave('CANDIDATE'),
    leave('DESIGNATED'),
    leave('ACTIVE'),
    leave('SUSPENDED'),
    leave('TRANSITION'),
  ],
};

/** DCI codes of an enrolment: 1 active, 2 deceased, 3 graduated, 4 suspended. */
export type DciStatus = 1 | 2 | 3 | 4;

/** The DCI code of a state; undefined where DCI has none (not yet, or no longer, enrolled). */
export function dciStatus(status: EnrolmentStatus, reason: string | null): DciStatus | undefined {
  switch (status) {
    case 'ACTIVE':
    case 'TRANSITION':
      return 1;
    case 'INACTIVE':
      return reason === 'DECEASED' ? 2 : undefined;
    case 'GRADUATED_NATURALLY':
    case 'GRADUATED_VOLUNTARILY':
      return 3;
    case 'SUSPENDED':
      return 4;
    case 'CANDIDATE':
    case 'DESIGNATED':
      return undefined;
  }
}

/** An enrolment as the subgraph holds it. The card number stays sealed until a viewer may see it. */
export interface EnrolmentRow {
  readonly id: string;
  readonly familyId: string;
  readonly managerId: string;
  readonly programCode: string;
  readonly status: EnrolmentStatus;
  readonly reason: string | null;
  readonly startedOn: string;
  readonly endedOn: string | null;
  readonly cardSealed: string | null;
  readonly relapseOf: string | null;
  readonly version: number;
}
