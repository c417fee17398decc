import { asSystem } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked, ReasonedStepInput, StepInput } from '../../../shared/subgraph';
import { TODAY } from '../../../shared/machine';
import { ending, going, leaving } from '../enrolment/enrolment-step';
import { moveEnrolment, readmit } from './enrolment-follows';
import { APPEAL_DAYS, RELAPSE_MONTHS, SUPPORT_MONTHS, mayWithdraw } from './graduation';
import type { GraduationGround, GraduationStatus, Proposer, RejectionReason } from './graduation';
import type {
  AppealHearingInput,
  GraduationSupportInput,
  GraduationVisitInput,
  RelapseInput,
} from './graduation-args.graph';

type Graduation = LockedRecord<GraduationStatus>;

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

/**
 * Changes a graduation where a condition over it holds, else refuses the input.
 * @param values those of the statement from $2 on
 * @throws CodedError BAD_USER_INPUT with the reason
 */
async function changeIf(
  manager: WriteManager,
  { id }: Graduation,
  change: { readonly set: string; readonly when: string; readonly values?: readonly unknown[]; readonly or: string },
): Promise<void> {
  const changed: { id: string }[] = await manager.query(
    `WITH changed AS (UPDATE graduation SET ${change.set} WHERE id = $1::uuid AND (${change.when}) RETURNING id)
     SELECT id FROM changed`,
    [id, ...(change.values ?? [])],
  );
  if (changed.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: change.or });
}

/** Keeps what the visit found. */
export async function verified(
  manager: WriteManager,
  graduation: Graduation,
  { input }: Asked<GraduationVisitInput>,
): Promise<Evidence> {
  const { incomePerHead } = input;
  const visitedOn = dayOf(input.visitedOn);
  if (incomePerHead < 0) throw new CodedError('BAD_USER_INPUT', { reason: 'an income is not below 0' });
  await changeIf(manager, graduation, {
    set: 'visited_on = $2::date, income_per_head = $3::bigint',
    when: `$2::date BETWEEN proposed_on AND ${TODAY}`,
    values: [visitedOn, incomePerHead],
    or: 'the visit lies between the proposal and today',
  });
  return { visitedOn };
}

/** Keeps why the family refuses and until when it may appeal. */
export async function refused(
  manager: WriteManager,
  graduation: Graduation,
  { input }: Asked<ReasonedStepInput>,
): Promise<undefined> {
  await manager.query(
    `UPDATE graduation SET refusal_reason = $2, appeal_until = ${TODAY} + ${APPEAL_DAYS} WHERE id = $1::uuid`,
    [graduation.id, input.reason],
  );
}

/** @throws CodedError FORBIDDEN for another role's proposal */
export async function withdrawn(
  manager: WriteManager,
  { id }: Graduation,
  { context }: Asked<StepInput>,
): Promise<undefined> {
  const [found]: { by: Proposer }[] = await manager.query(
    'SELECT proposed_by AS by FROM graduation WHERE id = $1::uuid',
    [id],
  );
  if (found && mayWithdraw(context.viewer.role, found.by)) return;
  throw new CodedError('FORBIDDEN', { reason: 'a proposal is taken back by the role it came from' });
}

/** @throws CodedError BAD_USER_INPUT after the last day */
export async function appealed(manager: WriteManager, graduation: Graduation): Promise<undefined> {
  await changeIf(manager, graduation, {
    set: `appealed_on = ${TODAY}`,
    when: `${TODAY} <= appeal_until`,
    or: `an appeal comes at most ${APPEAL_DAYS} days after the refusal`,
  });
}

/** Keeps when the panel heard the family. */
export async function heard(
  manager: WriteManager,
  graduation: Graduation,
  { input }: Asked<AppealHearingInput>,
): Promise<Evidence> {
  const heardOn = dayOf(input.heardOn);
  await changeIf(manager, graduation, {
    set: 'heard_on = $2::date',
    when: `$2::date BETWEEN appealed_on AND ${TODAY}`,
    values: [heardOn],
    or: 'the hearing lies between the appeal and today',
  });
  return { heardOn };
}

/** Keeps what proved that the family is no longer eligible. */
export async function rejected(
  manager: WriteManager,
  { id }: Graduation,
  { input }: Asked<ReasonedStepInput>,
): Promise<undefined> {
  await manager.query('UPDATE graduation SET rejection_reason = $2 WHERE id = $1::uuid', [id, input.reason]);
}

/** Keeps the support, and takes the enrolment into its transition. */
export async function approved(
  manager: WriteManager,
  graduation: Graduation,
  asked: Asked<GraduationSupportInput>,
): Promise<Evidence> {
  const supportKinds = [...new Set(asked.input.supportKinds)].sort();
  if (supportKinds.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: 'it takes a kind of support' });
  const supportUntil = dayOf(asked.input.supportUntil);
  const { least, most } = SUPPORT_MONTHS;
  await changeIf(manager, graduation, {
    set: 'support_kinds = $3::text[], support_until = $2::date',
    when: `$2::date BETWEEN ${TODAY} + interval '${least} months' AND ${TODAY} + interval '${most} months'`,
    values: [supportUntil, supportKinds],
    or: `support ends in ${least} to ${most} months`,
  });
  await moveEnrolment(manager, graduation, asked.context, 'BEGIN_TRANSITION', { effect: going });
  return { supportKinds, supportUntil };
}

/**
 * Ends the enrolment, not before its support: because nobody carries a component, because the family agreed, or because a
 * hearing found it no longer eligible.
 */
export async function graduated(
  manager: WriteManager,
  graduation: Graduation,
  { context }: Asked<StepInput>,
): Promise<Evidence> {
  await changeIf(manager, graduation, {
    set: `graduated_on = ${TODAY}`,
    when: `support_until <= ${TODAY}`,
    or: 'the months of support are not over',
  });
  const [found]: { ground: GraduationGround; rejection: RejectionReason | null }[] = await manager.query(
    'SELECT ground, rejection_reason AS rejection FROM graduation WHERE id = $1::uuid',
    [graduation.id],
  );
  if (found?.rejection) {
    const because = { input: { reason: 'INELIGIBLE' } } as const;
    await moveEnrolment(manager, graduation, context, 'DEACTIVATE', {
      reason: because.input.reason,
      effect: (open, enrolment) => leaving(open, enrolment, because),
    });
    return { enrolment: 'DEACTIVATE' };
  }
  const event = found?.ground === 'NO_COMPONENT' ? 'GRADUATE_NATURALLY' : 'GRADUATE_VOLUNTARILY';
  await moveEnrolment(manager, graduation, context, event, { effect: ending });
  return { enrolment: event };
}

/** Makes the family a candidate again. */
export async function relapsed(
  manager: WriteManager,
  graduation: Graduation,
  { context, input }: Asked<RelapseInput>,
): Promise<Evidence> {
  const groundCheckOn = dayOf(input.groundCheckOn);
  await changeIf(manager, graduation, {
    set: `relapsed_on = ${TODAY}`,
    when: `${TODAY} <= graduated_on + interval '${RELAPSE_MONTHS} months' AND $2::date BETWEEN graduated_on AND ${TODAY}`,
    values: [groundCheckOn],
    or: `a relapse comes at most ${RELAPSE_MONTHS} months after graduation, and its ground check since then`,
  });
  const { viewer } = context;
  // Officers add no enrolments by themselves: the way back is the platform's own.
  const again = await asSystem(manager, viewer, () => readmit(manager, viewer, graduation, input.note ?? null));
  return { enrolmentId: again.id, groundCheckOn };
}
