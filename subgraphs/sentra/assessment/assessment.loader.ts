import { randomUUID } from 'node:crypto';
import type { GraphQLResolveInfo } from 'graphql';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { loadMany, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { partOf } from '../case/part';
import { readText } from '../text';
import { DOMAINS, VALID_MONTHS, WASHINGTON } from './assessment';
import type { AssessmentContent, AssessmentRow, AssessmentType, Domain } from './assessment';

const domains = Object.keys(DOMAINS) as readonly Domain[];

const ofCase = partOf(
  'assessment',
  {
    type: 'p.type',
    assessedOn: 'p.assessed_on',
    validUntil: 'p.valid_until',
    ...Object.fromEntries(domains.map((domain) => [domain, `p.${domain}`])),
    score: 'p.score',
    ...Object.fromEntries(WASHINGTON.map((domain, index) => [domain, `p.washington[${index + 1}]`])),
    recommendation: 'p.recommendation',
  },
  'p.assessed_on, p.id',
);

/** The assessments of a case, oldest first; one statement for all cases of the fetch. */
export function findAssessments(
  context: SubgraphContext,
  caseId: string,
  info: GraphQLResolveInfo,
): Promise<AssessmentRow[]> {
  return loadMany<AssessmentRow>(context, 'Assessment', ofCase, caseId, requestedFields(info));
}

/** Whom and what an assessment is about, and who made it. */
export interface Assessed {
  readonly caseId: string;
  readonly type: AssessmentType;
  readonly on: string;
  readonly assessor: string;
}

/**
 * Writes an assessment of the case's episode.
 * @returns its id
 * @throws CodedError BAD_USER_INPUT for a text that says nothing or an answer off its scale
 */
export async function writeAssessment(
  manager: WriteManager,
  { caseId, type, on, assessor }: Assessed,
  content: AssessmentContent,
): Promise<string> {
  const texts = domains.map((domain) => readText(`domain ${DOMAINS[domain]}`, content[domain]));
  const answers = WASHINGTON.map((domain) => onScale(domain, content[domain], 1, 4));
  const id = randomUUID();
  await manager.query(
    `INSERT INTO assessment (id, case_id, episode, type, assessed_on, valid_until, ${domains.join(', ')}, score, washington,
       recommendation, assessor)
     SELECT $1::uuid, c.id, c.episode, $3, $4::date, ($4::date + interval '${VALID_MONTHS} months')::date,
       ${domains.map((_, index) => `$${index + 9}`).join(', ')}, $5, $6::smallint[], $7, $8
     FROM service_case c WHERE c.id = $2::uuid`,
    [
      id,
      caseId,
      type,
      on,
      onScale('score', content.score, 0, 100),
      answers,
      readText('recommendation', content.recommendation),
      assessor,
      ...texts,
    ],
  );
  return id;
}

function onScale(what: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new CodedError('BAD_USER_INPUT', { reason: `${what} is from ${least} to ${most}` });
}
