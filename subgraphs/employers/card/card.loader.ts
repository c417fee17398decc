import { cardSchema } from '../../../shared/access';
import type { Card } from '../../../shared/access';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Parameters, statement } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { disclose } from '../candidate/disclosure';
import type { CandidateRow } from '../candidate/disclosure';
import { requireFreshSeekers } from '../job-seeker/freshness';
import { ofOwnOrganisation } from '../partner-user/partner-user.access';
import { cardFits, cardOf } from './card';
import type { CohortRow } from './card';
import { isShown } from './card.access';
import { RULE_TODAY } from './rule';

/** Which page of the cards of a vacancy. */
export interface CardPage {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A card of somebody. */
interface CardRow extends CohortRow {
  readonly vacancyId: string;
  readonly employerId: string;
  readonly personId: string;
  /** Where it stands in the employer's lists: 32 hexadecimal digits. */
  readonly place: string;
}

/** What of a cohort `c` makes its card: `CohortRow`. */
export const COHORT = `c.age_band AS "ageBand", c.region_code AS "regionCode", c.skills, c.certificates, c.education, c.accommodations, c.availability`;

/**
 * The cards that go with a published vacancy of the viewer's own employer; none for any other, and null for who is no partner. Which
 * they are, and in what order, is a matter of the cards and of the employer alone; one statement for the pages of all vacancies of
 * the fetch.
 * @throws CodedError PAGE_SIZE_INVALID, whoever asks; CURSOR_INVALID, READ_MODEL_STALE
 */
export async function findCards(
  context: SubgraphContext,
  vacancyId: string,
  { first, after }: CardPage,
): Promise<Connection<CandidateRow> | null> {
  const size = first ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > MAX_PAGE_SIZE) throw new CodedError('PAGE_SIZE_INVALID', { max: MAX_PAGE_SIZE });
  if (context.scope('CandidateCard').kind === 'NOWHERE') return null;
  const place = after ? context.tools.cursors.decode(listOf(vacancyId), after)[0] : undefined;
  const loader = context.loader<string, readonly CardRow[]>(`cards ${size} ${place ?? ''}`, (ids) =>
    readCards(context, ids, size, place),
  );
  const cards = await loader.load(vacancyId);
  const shown = await Promise.all(cards.slice(0, size).map((card) => asEdge(context, card)));
  const edges = shown.filter((edge) => edge !== undefined);
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: cards.length > size,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor,
      endCursor: edges.at(-1)?.cursor,
    },
  };
}

/** Somebody who was referred, with the card they had then. */
interface Referred {
  readonly personId: string;
  readonly card: unknown;
}

/**
 * The card somebody has who was referred, while it is shown; then the one they had when they were referred: what a partner was told
 * at an earlier stage it is told at a later one too. One statement for all of the fetch.
 */
export async function findCardOf(context: SubgraphContext, { personId, card }: Referred): Promise<Card | null> {
  // One of other days may say what no card says any longer.
  return (await findShownCard(context, personId)) ?? cardSchema.safeParse(card).data ?? null;
}

function findShownCard(context: SubgraphContext, personId: string): Promise<Card | null> {
  const loader = context.loader<string, Card | null>('cards of persons', async (ids) => {
    const scope = context.scope('CandidateCard');
    if (scope.kind === 'NOWHERE') return ids.map(() => null);
    const { bind, values } = new Parameters();
    const rows = await context.session.rows<CohortRow & { readonly personId: string }>(
      statement(
        `SELECT k.person_id AS "personId", ${COHORT} FROM card k JOIN cohort c ON c.id = k.cohort_id
         WHERE k.person_id = ANY(${bind(ids)}::uuid[]) AND (${scope.where(bind)})`,
        values,
      ),
    );
    const byPerson = new Map(rows.map(({ personId: id, ...cohort }) => [id, cardOf(cohort)]));
    return ids.map((id) => byPerson.get(id) ?? null);
  });
  return loader.load(personId);
}

const listOf = (vacancyId: string) => `cards of ${vacancyId}`;

async function asEdge(
  context: SubgraphContext,
  { vacancyId, employerId, personId, place, ...cohort }: CardRow,
): Promise<{ readonly node: CandidateRow; readonly cursor: string } | undefined> {
  const asked = { personId, employerId, vacancyId, referralId: null, status: null };
  const node = await disclose(context, { ...asked, card: cardOf(cohort) });
  return node && { node, cursor: context.tools.cursors.encode(listOf(vacancyId), [place]) };
}

/**
 * A cohort is shown while enough of it are. The order is a hash of the id under a salt of the employer's own: nothing of the person,
 * and nothing two employers could lay side by side.
 */
async function readCards(
  context: SubgraphContext,
  ids: readonly string[],
  size: number,
  place: string | undefined,
): Promise<(readonly CardRow[])[]> {
  const { viewer, tools, session } = context;
  const scope = context.scope('CandidateCard');
  const own = ofOwnOrganisation(viewer, 'v.employer_id');
  if (scope.kind === 'NOWHERE' || !own) return ids.map(() => []);
  await requireFreshSeekers(session);
  const { bind, values } = new Parameters();
  const hash = `md5(${bind(tools.pseudonyms.saltOf(viewer.employerId ?? ''))} || k.person_id)`;
  const rows = await session.rows<CardRow>(
    statement(
      `SELECT v.id AS "vacancyId", v.employer_id AS "employerId", page.*
       FROM vacancy v CROSS JOIN LATERAL (
         SELECT k.person_id AS "personId", ${hash} AS place, ${COHORT} FROM card k JOIN cohort c ON c.id = k.cohort_id
         WHERE (${scope.where(bind)}) AND ${cardFits('c', 'v')} AND c.id IN (SELECT l.cohort_id FROM card l WHERE ${isShown('l')}
             GROUP BY l.cohort_id HAVING count(*) >= (SELECT rule.fewest FROM ${RULE_TODAY} rule))
           ${place === undefined ? '' : `AND ${hash} > ${bind(place)}`}
         ORDER BY place LIMIT ${bind(size + 1)}) page
       WHERE v.id = ANY(${bind(ids)}::uuid[]) AND v.status = 'PUBLISHED' AND (${own(bind)}) ORDER BY page.place`,
      values,
      'FOR_VALUES',
    ),
  );
  const byVacancy = new Map<string, CardRow[]>(ids.map((id) => [id, []]));
  for (const row of rows) byVacancy.get(row.vacancyId)?.push(row);
  return ids.map((id) => byVacancy.get(id) ?? []);
}
