import { DISCLOSURE } from '../../../shared/access';
import type { Card, Disclosure, DisclosureStage } from '../../../shared/access';
import { Parameters, isUuid, sealCapability, statement } from '../../../shared/database';
import { TODAY, daysAfter, today } from '../../../shared/machine';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { DAYS_AFTER_WORK, STAGE_OF } from '../referral/referral';
import type { ReferralStatus } from '../referral/referral';

/** Somebody a partner asks about: a card of a vacancy, or a referral to it. */
export interface Asked {
  /** Never leaves but sealed. */
  readonly personId: string;
  readonly employerId: string;
  readonly vacancyId: string;
  /** null for a card, before any referral; its status is null then too. */
  readonly referralId: string | null;
  readonly status: ReferralStatus | null;
  /** Last day of work, `YYYY-MM-DD`. */
  readonly endedOn: string | null;
  /** What is published of the person; null where there is no card. */
  readonly card: Card | null;
}

/** What a partner has of a candidate here: a pseudonym, and what opens the rest at the registry. */
export interface CandidateRow {
  readonly ref: string;
  readonly disclosure: string;
}

/**
 * The candidate as the viewer's employer may see them at this moment; undefined where nothing is open: for another employer's
 * people, without a partnership in force, for a vacancy that is not published, after a referral has come to nothing.
 * Whether a partnership is in force and which vacancies are published is asked once a fetch, whoever is asked about.
 */
export async function disclose(context: SubgraphContext, asked: Asked): Promise<CandidateRow | undefined> {
  const { viewer, tools } = context;
  const { personId, employerId, vacancyId, referralId, card } = asked;
  if (!isPartnerOf(viewer, employerId) || !(await isInForce(context, employerId))) return undefined;
  const stage = stageOf(asked);
  if (stage === 0 || (stage === 1 && !(await isPublished(context, vacancyId)))) return undefined;
  const disclosure: Disclosure = { personId, employerId, vacancyId, referralId, stage, card };
  return {
    ref: tools.pseudonyms.of(employerId, personId),
    disclosure: sealCapability(tools.cipher, DISCLOSURE, disclosure),
  };
}

/** How far a referral has opened its person; a card alone is the first stage. */
export function stageOf({ status, endedOn }: Pick<Asked, 'status' | 'endedOn'>): DisclosureStage {
  if (status === null) return 1;
  if (status !== 'ENDED') return STAGE_OF[status];
  return endedOn !== null && daysAfter(endedOn, DAYS_AFTER_WORK) >= today() ? STAGE_OF.ENDED : 0;
}

function isPartnerOf({ role, employerId }: Viewer, employer: string): boolean {
  return (role === 'PARTNER_RECRUITER' || role === 'PARTNER_ADMIN') && employerId === employer;
}

/** Whether the partner is active, its data-sharing agreement is in force today, and the viewer's account is active. */
async function isInForce(context: SubgraphContext, employerId: string): Promise<boolean> {
  const loader = context.loader<string, boolean>('partnership in force', async (ids) => {
    const { bind, values } = new Parameters();
    const text = `SELECT e.id FROM employer e WHERE e.id = ANY(${bind(ids)}::uuid[]) AND e.status = 'ACTIVE'
      AND EXISTS (SELECT FROM agreement a WHERE a.employer_id = e.id AND a.kind = 'DSA'
        AND ${TODAY} BETWEEN a.starts_on AND a.ends_on AND (a.terminated_on IS NULL OR a.terminated_on > ${TODAY}))
      AND EXISTS (SELECT FROM partner_user u WHERE u.employer_id = e.id AND u.status = 'ACTIVE'
        AND u.subject = ${bind(context.viewer.subject)})`;
    return areFound(context, text, values, ids);
  });
  return loader.load(employerId);
}

async function isPublished(context: SubgraphContext, vacancyId: string): Promise<boolean> {
  const loader = context.loader<string, boolean>('published vacancies', async (ids) => {
    const { bind, values } = new Parameters();
    const text = `SELECT v.id FROM vacancy v WHERE v.id = ANY(${bind(ids)}::uuid[]) AND v.status = 'PUBLISHED'
      AND v.employer_id = ${bind(context.viewer.employerId)}::uuid`;
    return areFound(context, text, values, ids);
  });
  return isUuid(vacancyId) && loader.load(vacancyId);
}

async function areFound(
  { session }: SubgraphContext,
  text: string,
  values: readonly unknown[],
  ids: readonly string[],
): Promise<boolean[]> {
  const rows = await session.rows<{ id: string }>(statement(text, values));
  const found = new Set(rows.map(({ id }) => id));
  return ids.map((id) => found.has(id));
}
