import { asSystem, requireFreshCopies } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { TODAY, dayOf, readPastDay, takeStepByRule, today } from '../../../shared/machine';
import type { Evidence, LockedRecord, Send } from '../../../shared/machine';
import type { Asked } from '../../../shared/subgraph';
import { isAgreedTo } from '../consent-ref/agreed';
import { consentRef } from '../consent-ref/consent-ref';
import { requireWage } from '../minimum-wage/wage';
import { fillIfTaken } from '../vacancy/vacancy-by-rule';
import { explain } from './meet';
import { AT_WORK_STATES, OPEN_STATES } from './referral';
import type { ReferralStatus } from './referral';
import type { EndWorkInput, OfferInput } from './referral-inputs.graph';
import { KEPT, RULE } from './revoke-by-rule';
import { requireNoneBroken } from './rule';

type Referral = Pick<LockedRecord<ReferralStatus>, 'id'>;

const MAX_WAGE = 1_000_000_000;

/**
 * Keeps what is offered, held against the minimum wage of the workplace.
 * @throws CodedError BAD_USER_INPUT, RULES_NOT_MET, READ_MODEL_STALE
 */
export async function offer(
  manager: WriteManager,
  { id }: Referral,
  { input, context }: Asked<OfferInput>,
): Promise<Evidence> {
  const { contractType, wage } = input;
  const startsOn = dayOf(input.startsOn);
  if (startsOn < today()) throw new CodedError('BAD_USER_INPUT', { reason: 'the first day of work is past' });
  if (wage < 0 || wage > MAX_WAGE) {
    throw new CodedError('BAD_USER_INPUT', { reason: `a wage is at most ${MAX_WAGE} a month` });
  }
  const [place]: { regencyCode: string }[] = await manager.query(
    `SELECT v.regency_code AS "regencyCode" FROM referral r JOIN vacancy v ON v.id = r.vacancy_id WHERE r.id = $1::uuid`,
    [id],
  );
  if (!place) throw new CodedError('NOT_FOUND', { what: 'vacancy' });
  const question = { regencyCode: place.regencyCode, contractType, on: startsOn, wage };
  const heldAgainst = await requireWage(manager, context.tools.mode, question);
  await manager.query(
    `UPDATE referral SET contract_type = $2, wage = $3, starts_on = $4::date, minimum_wage = $5, changed_at = now()
     WHERE id = $1::uuid`,
    [id, contractType, wage, startsOn, heldAgainst['minimumWage']],
  );
  return { contractType, startsOn, ...heldAgainst };
}

/** What taking an offer looks at. */
interface Takable {
  readonly personId: string;
  readonly vacancyId: string;
  readonly startsOn: string;
  readonly consentId: string | null;
  /** By another referral. */
  readonly isAtWork: boolean;
}

/**
 * Places the person: with consent to what payroll needs, on a seat that is free. What else is under way with them is taken back.
 *
 * Two offers of one person may be taken at once: the second does not wait, for it holds what the first is to take back.
 * @throws CodedError RULES_NOT_MET, READ_MODEL_STALE, CONFLICT while another offer of the person is being taken
 */
export async function takeOffer(
  manager: WriteManager,
  { id }: Referral,
  { context }: Asked<object>,
): Promise<Evidence> {
  await requireFreshCopies(manager, [consentRef]);
  const taken = await asSystem(manager, context.viewer, async () => {
    // In a statement of its own: what is looked at after it is what whoever held it before has left.
    const [lock]: { isMine: boolean }[] = await manager.query(TAKE_LOCK, [id]);
    if (!lock?.isMine) throw new CodedError('CONFLICT', { what: 'referral' });
    const [found]: Takable[] = await manager.query(TAKABLE, [id, AT_WORK_STATES]);
    if (!found) throw new Error('a locked referral is there');
    requireNoneBroken('placement', [
      ...(found.consentId ? [] : ['CONSENT (the person has not agreed to employment data)']),
      ...(found.isAtWork ? ['AT_WORK (the person works already)'] : []),
    ]);
    await fillIfTaken(manager, found.vacancyId, { referralId: id, isAtWork: true });
    const closed = await takeStepByRule(sendOf(manager), RULE, KEPT, {
      event: 'REVOKE',
      due: `SELECT o.id, 'PLACED_ELSEWHERE' AS reason, '{}'::jsonb AS evidence FROM referral o
        WHERE o.person_id = $1::uuid AND o.id <> $2::uuid AND o.status = ANY ($3)`,
      values: [found.personId, id, OPEN_STATES],
      set: 'outcome_reason = h.reason, is_partners_reason = false, changed_at = now()',
    });
    return { ...found, closed: closed.length };
  });
  await manager.query(`UPDATE referral SET placed_on = $2::date, changed_at = now() WHERE id = $1::uuid`, [
    id,
    taken.startsOn,
  ]);
  return { consentId: taken.consentId, placedOn: taken.startsOn, closed: taken.closed };
}

const TAKE_LOCK = `
  SELECT pg_try_advisory_xact_lock(hashtextextended('referral ' || r.person_id, 0)) AS "isMine"
  FROM referral r WHERE r.id = $1::uuid`;

const TAKABLE = `
  SELECT r.person_id AS "personId", r.vacancy_id AS "vacancyId", r.starts_on::text AS "startsOn",
    ${isAgreedTo('EMPLOYMENT', 'r')} AS "consentId",
    EXISTS (SELECT FROM referral w WHERE w.person_id = r.person_id AND w.id <> r.id AND w.status = ANY ($2)) AS "isAtWork"
  FROM referral r WHERE r.id = $1::uuid`;

/** Sends a statement of a step within a write. */
function sendOf(manager: WriteManager): Send {
  return <Row extends object>(text: string, values: readonly unknown[]) => manager.query<Row[]>(text, [...values]);
}

/**
 * Keeps the last day of work; the seat is free again.
 * @throws CodedError BAD_USER_INPUT
 */
export async function endWork(
  manager: WriteManager,
  referral: Referral,
  asked: Asked<EndWorkInput>,
): Promise<Evidence> {
  const endedOn = readPastDay('the last day of work', asked.input.endedOn);
  const [[found]]: [{ vacancyId: string; isBefore: boolean }[]] = await manager.query(
    `UPDATE referral SET ended_on = $2::date WHERE id = $1::uuid
     RETURNING vacancy_id AS "vacancyId", least(placed_on, ${TODAY}) > $2::date AS "isBefore"`,
    [referral.id, endedOn],
  );
  if (!found || found.isBefore) throw new CodedError('BAD_USER_INPUT', { reason: 'the last day is before the first' });
  await explain(manager, referral, asked);
  await asSystem(manager, asked.context.viewer, () =>
    fillIfTaken(manager, found.vacancyId, { referralId: referral.id, isAtWork: false }),
  );
  return { endedOn };
}
