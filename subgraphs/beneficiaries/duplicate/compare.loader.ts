import { Parameters, statement } from '../../../shared/database';
import type { SubgraphContext } from '../../../shared/subgraph';
import { COMPARED_COLUMNS, COMPARED_GROUPS, compareField } from './compare';
import type { ComparedFacts, ComparedFieldName, Likeness } from './compare';
import { CANDIDATE_TABLES } from './duplicate.access';

export interface FieldComparison {
  readonly field: ComparedFieldName;
  readonly likeness: Likeness;
}

const facts = Object.entries(COMPARED_COLUMNS)
  .map(([field, column]) => `'${field}', ${column}`)
  .join(', ');
const factsOf = (id: string) => `(SELECT jsonb_build_object(${facts})
  FROM person p JOIN family f ON f.id = p.family_id WHERE p.id = ${id})`;

/** A candidate's two records field by field, as far as the viewer may read the fields; empty if it is not visible. */
export async function findComparison(context: SubgraphContext, candidateId: string): Promise<FieldComparison[]> {
  const scope = context.scope('DuplicateCandidate');
  if (scope.kind === 'NOWHERE') return [];
  const { bind, values } = new Parameters();
  const text = `SELECT ${factsOf('d.left_id')} AS left, ${factsOf('d.right_id')} AS right
    FROM ${CANDIDATE_TABLES} WHERE d.id = ${bind(candidateId)}::uuid AND (${scope.where(bind)})`;
  const [row] = await context.session.rows<{ left: ComparedFacts; right: ComparedFacts }>(statement(text, values));
  if (!row) return [];
  return readableFields(context).map((field) => ({ field, likeness: compareField(field, row.left, row.right) }));
}

/** A masked identifier still tells whether two are equal: its last four digits do. Less than that tells nothing. */
function readableFields(context: SubgraphContext): ComparedFieldName[] {
  return (Object.keys(COMPARED_GROUPS) as ComparedFieldName[]).filter((field) => {
    const grade = context.grade('Person', COMPARED_GROUPS[field]);
    return grade === 'FULL' || grade === 'MASKED';
  });
}
