import { asSystem, requireFreshCopies } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { TODAY, readText } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked } from '../../../shared/subgraph';
import { isNamedInForce } from '../agreement/agreement';
import { MAY_SEE } from '../card/card.access';
import { isAgreedTo } from '../consent-ref/agreed';
import { consentRef } from '../consent-ref/consent-ref';
import { readySeekers } from '../job-seeker/job-seeker';
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

/** What an invitation looks at. */
interface Invitable {
  /** The consents stand, and so does the partnership; a partner that asked is not told which of them does not. */
  readonly isOpen: boolean;
  /** What the person needs at work; nothing for a partner that may not know it. */
  readonly needs: readonly string[];
}

/**
 * Keeps when and where the interview is. What the person needs there is confirmed, or said to be missing; a partner whose agreement
 * does not let it know what that is, is not asked: what is passed over would tell it. Nor does a refusal name a need: a card may
 * withhold what the centre knows.
 * @throws CodedError BAD_USER_INPUT, RULES_NOT_MET, READ_MODEL_STALE
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
  await requireFreshCopies(manager, [readySeekers, consentRef]);
  const [found] = await asSystem(manager, context.viewer, () => manager.query(INVITABLE, [id]) as Promise<Invitable[]>);
  requireNoneBroken('invitation', found?.isOpen ? [] : ['OPEN (your organisation may not see the person now)']);
  const said = new Set<string>([...accommodations, ...unmet]);
  const isAnswered = found?.needs.every((need) => said.has(need));
  requireNoneBroken(
    'invitation',
    isAnswered ? [] : ['ADJUSTMENTS (say of all the person needs whether it is there for the interview)'],
  );
  await manager.query(
    `UPDATE referral SET interview_at = $2, interview_place = $3, interview_accommodations = $4::text[],
       interview_unmet = $5::text[], changed_at = now() WHERE id = $1::uuid`,
    [id, input.at, place, accommodations, unmet],
  );
  return { at: input.at.toISOString(), accommodations, unmet };
}

const INVITABLE = `
  SELECT ${isAgreedTo('ANONYMOUS_PROFILE', 'r')} IS NOT NULL AND ${isAgreedTo('REFERRAL', 'r')} IS NOT NULL
      AND EXISTS (SELECT FROM employer e WHERE e.id = r.employer_id AND ${MAY_SEE}) AS "isOpen",
    coalesce((SELECT s.accommodations FROM job_seeker s
      WHERE s.person_id = r.person_id AND ${isNamedInForce('r.employer_id', 'ACCOMMODATIONS')}), '{}') AS needs
  FROM referral r WHERE r.id = $1::uuid`;

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
