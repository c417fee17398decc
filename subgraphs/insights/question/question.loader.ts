import { Parameters, isUuid, statement } from '../../../shared/database';
import type { ListSource, Projection } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { QuestionRow } from './question';

const PROJECTION: Projection = {
  columns: { id: 'q.id', name: 'q.name', account: 'q.account', savedAt: 'q.saved_at', request: 'q.request' },
  computed: { isOwn: ['account'] },
  always: ['id'],
};

export const QUESTION_LIST: ListSource = {
  name: 'savedQuestions',
  from: 'saved_question q',
  id: { column: 'q.id', type: 'uuid' },
  projection: PROJECTION,
  filterable: {},
  sortable: { SAVED: { column: 'q.saved_at', type: 'timestamptz', group: 'ANALYSIS' } },
};

/**
 * The question of a link.
 * @throws CodedError NOT_FOUND for one of another office too
 */
export async function getQuestion(context: SubgraphContext, id: string): Promise<QuestionRow> {
  const scope = context.scope('SavedQuestion');
  const { bind, values } = new Parameters();
  if (scope.kind === 'WHERE' && isUuid(id)) {
    const text = `SELECT q.id, q.name, q.account, q.request, q.saved_at AS "savedAt" FROM saved_question q
      WHERE q.id = ${bind(id)}::uuid AND (${scope.where(bind)})`;
    const [row] = await context.session.rows<QuestionRow>(statement(text, values));
    if (row) return row;
  }
  throw new CodedError('NOT_FOUND', { what: 'question' });
}
