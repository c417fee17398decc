import { asSystem } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { TODAY, readText } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked } from '../../../shared/subgraph';
import { isNamedInForce } from '../agreement/agreement';
import { isPartner } from '../partner-user/partner-user.access';
import type { ReferralStatus } from './referral';
import type { InterviewInput } from './referral-inputs.graph';
import { requireNoneBroken } from './rule';

type Referral = Pick<LockedRecord<ReferralStatus>, 'id'>;
type Reasoned = Asked<{ readonly reason: string }>;

const MAX_PLACE = 200;

/**
 * The partner wants to meet the person; too late is too late, whether or not the lapse has been written down.
 * @throws CodedError RULES_NOT_MET
 */
export async function accept(manager: WriteManager, { id }: Referral): Promise<Evidence> {
  const [[found]]: [{ respondBy: string; isLate: boolean }[]] = await manager.query(
    `UPDATE referral SET changed_at = now() WHERE id = $1::uuid
     RETURNING respond_by::text AS "respondBy", coalesce(respond_by < ${TODAY}, false) AS "isLate"`,
    [id],
  );
  requireNoneBroken('answer', found?.isLate ? [`RESPOND_BY (the last day to accept was ${found.respondBy})`] : []);
  return { respondBy: found?.respondBy ?? null };
}

/** Keeps why a referral came to nothing, and whether it is the partner that says so. */
export async function explain(
  manager: WriteManager,
  { id }: Referral,
  { input, context }: Reasoned,
): Promise<undefined> {
  await manager.query(
    'UPDATE referral SET outcome_reason = $2, is_partners_reason = $3, changed_at = now() WHERE id = $1::uuid',
    [id, input.reason, isPartner(context.viewer)],
  );
}

/**
 * Keeps when and where the interview is. What the person needs there is confirmed, or said to be missing; a partner whose agreement
 * does not let it know what that is, is not asked: what is passed over would tell it.
 * @throws CodedError BAD_USER_INPUT, RULES_NOT_MET naming the needs that were passed over
 */
export async function invite(
  manager: WriteManager,
  { id }: Referral,
  { input, context }: Asked<InterviewInput>,
): Promise<Evidence> {
  const place = readText(input.place, { what: 'place', atLeast: 1, atMost: MAX_PLACE });
  if (input.at.getTime() <= Date.now()) throw new CodedError('BAD_USER_INPUT', { reason: 'the interview is past' });
  const accommodations = [...new Set(input.accommodations)];
  const unmet = [...new Set(input.unmetAccommodations ?? [])].filter((each) => !accommodations.includes(each));
  const [found] = await asSystem(
    manager,
    context.viewer,
    () =>
      manager.query(
        `SELECT s.accommodations FROM job_seeker s JOIN referral r ON r.person_id = s.person_id WHERE r.id = $1::uuid
           AND ${isNamedInForce('r.employer_id', 'ACCOMMODATIONS')}`,
        [id],
      ) as Promise<{ accommodations: string[] }[]>,
  );
  const said = new Set<string>([...accommodations, ...unmet]);
  const passedOver = (found?.accommodations ?? []).filter((need) => !said.has(need));
  requireNoneBroken(
    'invitation',
    passedOver.map((need) => `ADJUSTMENTS (say whether ${need} is there for the interview)`),
  );
  await manager.query(
    `UPDATE referral SET interview_at = $2, interview_place = $3, interview_accommodations = $4::text[],
       interview_unmet = $5::text[], changed_at = now() WHERE id = $1::uuid`,
    [id, input.at, place, accommodations, unmet],
  );
  return { at: input.at.toISOString(), accommodations, unmet };
}

/** Nobody has passed an interview before it was. @throws CodedError RULES_NOT_MET */
export async function pass(manager: WriteManager, { id }: Referral): Promise<Evidence> {
  const [[found]]: [{ at: Date; hasBeen: boolean }[]] = await manager.query(
    `UPDATE referral SET changed_at = now() WHERE id = $1::uuid
     RETURNING interview_at AS at, coalesce(interview_at <= now(), false) AS "hasBeen"`,
    [id],
  );
  requireNoneBroken('interview', found?.hasBeen ? [] : ['AFTER_INTERVIEW (the interview has not been yet)']);
  return { at: found?.at.toISOString() ?? null };
}

/** The same for one that was not passed. @throws CodedError RULES_NOT_MET */
export async function fail(manager: WriteManager, referral: Referral, asked: Reasoned): Promise<Evidence> {
  const evidence = await pass(manager, referral);
  await explain(manager, referral, asked);
  return evidence;
}
