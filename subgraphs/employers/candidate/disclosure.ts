import { DISCLOSURE } from '../../../shared/access';
import type { Card, Disclosure, DisclosureField, DisclosureStage } from '../../../shared/access';
import { Parameters, isUuid, sealCapability, statement } from '../../../shared/database';
import type { SubgraphContext } from '../../../shared/subgraph';
import { isInForce } from '../agreement/agreement';
import { MAY_SEE } from '../card/card.access';
import { isPartner } from '../partner-user/partner-user.access';
import { STAGE_OF } from '../referral/referral';
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
  const fields = await findTerms(context, employerId);
  if (!isPartner(viewer) || !fields) return undefined;
  const stage = stageOf(asked);
  if (stage === 0 || (stage === 1 && !(await isPublished(context, vacancyId)))) return undefined;
  const disclosure: Disclosure = { personId, employerId, vacancyId, referralId, stage, card, fields };
  return {
    ref: tools.pseudonyms.of(employerId, personId),
    disclosure: sealCapability(tools.cipher, DISCLOSURE, disclosure),
  };
}

/**
 * Whether the viewer's employer may know something of the person of a referral at this moment, as far as that is decided here: the
 * referral is under way, at work or ended some days ago, and the agreements in force name it.
 */
export async function isDisclosed(
  context: SubgraphContext,
  { employerId, status }: Pick<Asked, 'employerId' | 'status'>,
  field: DisclosureField,
): Promise<boolean> {
  const fields = await findTerms(context, employerId);
  return stageOf({ status }) > 0 && fields?.includes(field) === true;
}

/** How far a referral has opened its person; a card alone is the first stage. */
export function stageOf({ status }: Pick<Asked, 'status'>): DisclosureStage {
  return status === null ? 1 : STAGE_OF[status];
}

/**
 * What the agreements on data let the partner know today, for the purpose the viewer states: each field and the purpose stand in the
 * same one. Undefined for another employer than the viewer's, and where the partner is not active, no agreement is in force or the
 * viewer's account is not active.
 */
async function findTerms(
  context: SubgraphContext,
  employerId: string,
): Promise<readonly DisclosureField[] | undefined> {
  if (employerId !== context.viewer.employerId) return undefined;
  const loader = context.loader<string, readonly DisclosureField[] | undefined>('terms in force', async (ids) => {
    const { bind, values } = new Parameters();
    const { subject, purpose } = context.viewer;
    const rows = await context.session.rows<{ readonly id: string; readonly fields: readonly DisclosureField[] }>(
      statement(
        `SELECT e.id, ARRAY(SELECT DISTINCT named FROM agreement a, unnest(a.fields) AS named
           WHERE a.employer_id = e.id AND a.kind = 'DSA' AND ${isInForce('a')} AND ${bind(purpose ?? null)} = ANY (a.purposes)
           ORDER BY named) AS fields
         FROM employer e WHERE e.id = ANY(${bind(ids)}::uuid[]) AND ${MAY_SEE}
           AND EXISTS (SELECT FROM partner_user u WHERE u.employer_id = e.id AND u.status = 'ACTIVE'
             AND u.subject = ${bind(subject)})`,
        values,
      ),
    );
    const byId = new Map(rows.map(({ id, fields }) => [id, fields]));
    return ids.map((id) => byId.get(id));
  });
  return loader.load(employerId);
}

async function isPublished(context: SubgraphContext, vacancyId: string): Promise<boolean> {
  const loader = context.loader<string, boolean>('published vacancies', async (ids) => {
    const { bind, values } = new Parameters();
    const text = `SELECT v.id FROM vacancy v WHERE v.id = ANY(${bind(ids)}::uuid[]) AND v.status = 'PUBLISHED'
      AND v.employer_id = ${bind(context.viewer.employerId)}::uuid`;
    const rows = await context.session.rows<{ id: string }>(statement(text, values));
    const found = new Set(rows.map(({ id }) => id));
    return ids.map((id) => found.has(id));
  });
  return isUuid(vacancyId) && loader.load(vacancyId);
}
