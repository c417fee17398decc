import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Parameters, isUuid, statement } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { TODAY } from '../../../shared/machine';
import { requireFreshSeekers } from '../job-seeker/freshness';
import { fits } from './fits';
import type { MatchInputs, ScorePart } from './match';
import { SCORE_INPUTS, WEIGHTS_TODAY, scoreFor } from './score';

/** Somebody who is ready, and how well they fit one vacancy. */
export interface RankingRow {
  readonly serviceCaseId: string;
  readonly personId: string;
  readonly score: number;
  readonly parts: readonly ScorePart[];
  readonly inputs: MatchInputs;
}

/** Which page of a ranking. */
export interface RankingPage {
  readonly first?: number | null;
  readonly after?: string | null;
}

const IS_OPEN = `v.status = 'PUBLISHED' AND v.employer_status = 'ACTIVE' AND v.open_until >= ${TODAY}`;

/**
 * The viewer's people who fit a vacancy, best first: they are looked through once, in PostgreSQL, and what is told about each is put
 * together for the page only.
 * @throws CodedError NOT_FOUND for a vacancy that is not open, READ_MODEL_STALE, PAGE_SIZE_INVALID, CURSOR_INVALID
 */
export async function rankSeekers(
  context: SubgraphContext,
  vacancyId: string,
  { first, after }: RankingPage,
): Promise<Connection<RankingRow>> {
  const size = first ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > MAX_PAGE_SIZE) throw new CodedError('PAGE_SIZE_INVALID', { max: MAX_PAGE_SIZE });
  const scope = context.scope('CandidateRanking');
  const list = `ranking of ${vacancyId}`;
  const cursor = after ? context.tools.cursors.decode(list, after) : undefined;
  const { asked, regencyCode } = await getOpenVacancy(context, vacancyId);
  await requireFreshSeekers(context.session);
  if (scope.kind === 'NOWHERE') return asConnection([], list, size, context, after);
  const sql = scoreFor(asked);
  const { bind, values } = new Parameters();
  const further = cursor
    ? `WHERE r.score < ${bind(cursor[0])}::int OR (r.score = ${bind(cursor[0])}::int AND r.case_id > ${bind(cursor[1])}::uuid)`
    : '';
  // What `fits` says too; with the place as a value two indexes give it, beside a join none does.
  const nearby = `s.regency_code = ${bind(regencyCode)} OR s.willing_to_move`;
  const rows = await context.session.rows<RankingRow>(
    statement(
      `SELECT s.case_id AS "serviceCaseId", s.person_id AS "personId", page.score, ${sql.parts} AS parts, ${SCORE_INPUTS} AS inputs
       FROM (SELECT r.* FROM (SELECT s.case_id, s.person_id, ${sql.score} AS score
           FROM vacancy v CROSS JOIN ${WEIGHTS_TODAY} CROSS JOIN job_seeker s
           WHERE v.id = ${bind(vacancyId)}::uuid AND (${scope.where(bind)}) AND (${nearby}) AND (${fits('s', 'v')})) r
         ${further} ORDER BY r.score DESC, r.case_id LIMIT ${bind(size + 1)}) page
       JOIN job_seeker s ON s.person_id = page.person_id CROSS JOIN vacancy v CROSS JOIN ${WEIGHTS_TODAY}
       WHERE v.id = ${bind(vacancyId)}::uuid ORDER BY page.score DESC, page.case_id`,
      values,
      'FOR_VALUES',
    ),
  );
  return asConnection(rows, list, size, context, after);
}

function asConnection(
  rows: readonly RankingRow[],
  list: string,
  size: number,
  { tools }: SubgraphContext,
  after: string | null | undefined,
): Connection<RankingRow> {
  const edges = rows.slice(0, size).map((node) => ({
    node,
    cursor: tools.cursors.encode(list, [String(node.score), node.serviceCaseId]),
  }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor,
      endCursor: edges.at(-1)?.cursor,
    },
  };
}

/** What of a vacancy decides how its people are looked for. */
interface OpenVacancy {
  readonly asked: number;
  readonly regencyCode: string;
}

async function getOpenVacancy({ session }: SubgraphContext, vacancyId: string): Promise<OpenVacancy> {
  const { bind, values } = new Parameters();
  const known = isUuid(vacancyId) ? vacancyId : null;
  const text = `SELECT cardinality(v.skill_codes) AS asked, v.regency_code AS "regencyCode" FROM vacancy v
    WHERE v.id = ${bind(known)}::uuid AND ${IS_OPEN}`;
  const [found] = await session.rows<OpenVacancy>(statement(text, values));
  if (!found) throw new CodedError('NOT_FOUND', { what: 'open vacancy' });
  return found;
}
