import { randomUUID } from 'node:crypto';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { TODAY, readPastDay, readReference } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked, SubgraphContext } from '../../../shared/subgraph';
import { AT_WORK_STATES } from './referral';
import type { ReferralStatus } from './referral';
import type { ConfirmRetentionInput, RetentionReportInput } from './referral-inputs.graph';
import { RETENTION_MONTHS, fullAfter } from './retention';
import type { RetentionMonths, RetentionWindow } from './retention';
import { getReferralRule, requireNoneBroken } from './rule';

/** When it may be shown that somebody is still at work after some months, and whether that is today. */
interface Due extends RetentionWindow {
  readonly isToday: boolean;
  readonly isAtWork: boolean;
}

async function getDue(manager: WriteManager, referralId: string, months: number): Promise<Due> {
  const days = await getReferralRule(manager, 'RETENTION_WINDOW_DAYS');
  const [due]: Due[] = await manager.query(
    `SELECT opens_on::text AS "opensOn", closes_on::text AS "closesOn", coalesce(${TODAY} BETWEEN opens_on AND closes_on, false) AS "isToday",
       status = ANY ($4) AS "isAtWork"
     FROM (SELECT r.status, ${fullAfter('r.placed_on', '$2::int')} - $3::int AS opens_on,
       ${fullAfter('r.placed_on', '$2::int')} + $3::int AS closes_on FROM referral r WHERE r.id = $1::uuid) due`,
    [referralId, months, days, AT_WORK_STATES],
  );
  if (due) return due;
  throw new CodedError('NOT_FOUND', { what: 'referral' });
}

/**
 * Confirms that somebody is still at work: by what the partner has reported, or by a visit around the day.
 * @throws CodedError BAD_USER_INPUT, RULES_NOT_MET
 */
export function confirm(months: RetentionMonths) {
  return async (
    manager: WriteManager,
    { id }: Pick<LockedRecord<ReferralStatus>, 'id'>,
    { input }: Asked<ConfirmRetentionInput>,
  ): Promise<Evidence> => {
    const { opensOn, closesOn } = await getDue(manager, id, months);
    const visitedOn = input.visitedOn === undefined ? null : readPastDay('the visit', input.visitedOn);
    const isVisited = visitedOn !== null && visitedOn >= opensOn && visitedOn <= closesOn;
    const [report]: { id: string }[] = await manager.query(
      'SELECT id FROM retention_report WHERE referral_id = $1::uuid AND months = $2::smallint',
      [id, months],
    );
    requireNoneBroken(
      'retention',
      isVisited || report
        ? []
        : [`EVIDENCE (takes a report of the partner, or a visit from ${opensOn} to ${closesOn})`],
    );
    await manager.query('UPDATE referral SET changed_at = now() WHERE id = $1::uuid', [id]);
    return { visitedOn: isVisited ? visitedOn : null, reportId: report?.id ?? null };
  };
}

/**
 * Keeps what a partner shows of somebody who works for it; the reference is sealed.
 * @param referralId of a referral the viewer sees, locked
 * @throws CodedError BAD_USER_INPUT, RULES_NOT_MET
 */
export async function writeReport(
  manager: WriteManager,
  { tools }: SubgraphContext,
  referralId: string,
  { months, evidenceKind, reference: given }: Pick<RetentionReportInput, 'months' | 'evidenceKind' | 'reference'>,
): Promise<void> {
  if (!RETENTION_MONTHS.some((each) => each === months)) {
    throw new CodedError('BAD_USER_INPUT', { reason: `months are ${RETENTION_MONTHS.join(', ')}` });
  }
  const reference = readReference('reference', given);
  const { opensOn, closesOn, isToday, isAtWork } = await getDue(manager, referralId, months);
  requireNoneBroken('report', [
    ...(isAtWork ? [] : ['AT_WORK (the person does not work for you)']),
    ...(isToday ? [] : [`WINDOW (it may be reported from ${opensOn} to ${closesOn})`]),
  ]);
  const written: object[] = await manager.query(
    `INSERT INTO retention_report (id, referral_id, months, evidence_kind, reference_sealed, reference_end, reported_on)
     VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, ${TODAY}) ON CONFLICT (referral_id, months) DO NOTHING RETURNING id`,
    [randomUUID(), referralId, months, evidenceKind, tools.cipher.seal(reference), reference.slice(-4)],
  );
  if (written.length === 0) throw new CodedError('CONFLICT', { what: 'report' });
}
