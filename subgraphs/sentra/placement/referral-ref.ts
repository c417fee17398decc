import { z } from 'zod';
import type { BulkConnection, OutboxEvent, ReadModel } from '../../../shared/database';
import { TODAY, takeStepByRule } from '../../../shared/machine';
import type { Records, Send } from '../../../shared/machine';
import { systemActor } from '../../../shared/viewer';
import { CASE_MACHINE, caseFact } from '../case/case';
import type { CaseEvent, CaseStatus } from '../case/case';
import { REFERRAL_WORDS, WORK_END_OF, courseOf, wordsOf } from './placement';

/** What the partners' side publishes of a referral. */
const payload = z.object({
  personId: z.guid(),
  // Cases of a demo have ids that are no version of RFC 9562.
  caseId: z.guid(),
  status: z.enum(REFERRAL_WORDS),
  placedOn: z.iso.date().nullable(),
  endedOn: z.iso.date().nullable(),
  endReason: z.string().nullable(),
});
type Told = z.infer<typeof payload> & { readonly id: string };

const CASES: Omit<Records<CaseStatus, CaseEvent>, 'from' | 'alias'> = {
  machine: CASE_MACHINE,
  table: 'service_case',
  fact: caseFact,
};
const ACTOR = systemActor('placement');

/**
 * The referrals of the centres' people. Whoever is placed is looked after from then on, and whoever's work has ended is ready for
 * work again: the case moves in the transaction that takes the news in. While it lags a case stands where it stood.
 */
export const referralRef: ReadModel = {
  name: 'sentra.referral_ref',
  owner: 'employers',
  topics: ['referral'],
  toleratedLagSeconds: 60,
  async apply(events: readonly OutboxEvent[], client) {
    const moved: string[] = [];
    // One after the other: of a placement that has ended meanwhile the case takes both steps.
    for (const { entityId: id, payload: told } of events) {
      const referral = { ...payload.parse(told), id };
      const isNews = await keep(client, referral);
      if (isNews && courseOf(referral.status) === 'AT_WORK') moved.push(...(await begin(client, referral)));
      if (isNews && referral.status === 'ENDED') moved.push(...(await resume(client, referral)));
    }
    // At the end: whoever takes a step of a case holds the case before the centre.
    if (moved.length > 0) await client.query(COUNT_RESIDENTS, [moved]);
  },
};

/** Keeps how far a referral is; false for what is known already, and for what is told late, after it has gone on. */
async function keep(
  client: BulkConnection,
  { id, personId, caseId, status, placedOn, endedOn }: Told,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO referral_ref AS t (id, person_id, case_id, status, placed_on, ended_on)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5::date, $6::date)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, placed_on = excluded.placed_on, ended_on = excluded.ended_on
     WHERE array_position($7::text[], t.status) < array_position($7::text[], excluded.status)`,
    [id, personId, caseId, status, placedOn, endedOn, REFERRAL_WORDS],
  );
  return rowCount === 1;
}

/** The person works: looked after, and no longer living in the centre. */
function begin(client: BulkConnection, { id, caseId, placedOn }: Told): Promise<string[]> {
  return takeStepByRule(sendOf(client), ACTOR, CASES, {
    event: 'FOLLOW_UP',
    due: `SELECT c.id, NULL::text AS reason, $3::date AS since,
        jsonb_build_object('referralId', $2::text, 'outcome', 'PLACED', 'since', $3::date) AS evidence
      FROM service_case c WHERE c.id = $1::uuid`,
    values: [caseId, id, placedOn],
    set: `follow_up_outcome = 'PLACED', aftercare_since = h.since, resident = false`,
  });
}

/** The work has ended: ready again, unless the person works by another referral or on other terms, or has died. */
async function resume(client: BulkConnection, { id, caseId, endedOn, endReason }: Told): Promise<string[]> {
  const reason = WORK_END_OF[endReason ?? ''];
  if (reason === undefined) return [];
  return takeStepByRule(sendOf(client), ACTOR, CASES, {
    event: 'RESUME_SEARCH',
    due: `SELECT c.id, $3::text AS reason, jsonb_build_object('referralId', $2::text, 'endedOn', $4::date) AS evidence
      FROM service_case c WHERE c.id = $1::uuid AND c.follow_up_outcome = 'PLACED'
        AND NOT EXISTS (SELECT FROM referral_ref o WHERE o.case_id = c.id AND o.status IN (${wordsOf('AT_WORK')}))`,
    values: [caseId, id, reason, endedOn],
    set: `follow_up_outcome = NULL, aftercare_since = NULL, ready_since = ${TODAY}`,
  });
}

const COUNT_RESIDENTS = `
  UPDATE centre ce SET residents = (SELECT count(*) FROM service_case c WHERE c.centre_id = ce.id AND c.resident)
  WHERE ce.id IN (SELECT c.centre_id FROM service_case c WHERE c.id = ANY ($1::uuid[]))`;

function sendOf(client: BulkConnection): Send {
  return async <Row extends object>(text: string, values: readonly unknown[]) =>
    (await client.query<Row>(text, [...values])).rows;
}
