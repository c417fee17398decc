import type { BatchSource } from '../../../shared/database';

/** What is written about a case, read below it; the case comes along, since its row scope decides. */
export function partOf(
  table: string,
  columns: Readonly<Record<string, string>>,
  orderBy: string,
  computed: Readonly<Record<string, readonly string[]>> = {},
): BatchSource {
  return {
    from: `${table} p JOIN service_case c ON c.id = p.case_id`,
    key: { column: 'p.case_id', type: 'uuid', property: 'caseId' },
    projection: {
      columns: { id: 'p.id', caseId: 'p.case_id', personId: 'c.person_id', episode: 'p.episode', ...columns },
      computed,
      always: ['id', 'caseId', 'personId'],
    },
    orderBy,
  };
}
