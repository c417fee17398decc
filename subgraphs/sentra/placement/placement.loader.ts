import type { BatchSource } from '../../../shared/database';
import { loadOne } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { wordsOf } from './placement';
import type { PlacementStatus } from './placement';

const of = (course: PlacementStatus) =>
  `EXISTS (SELECT FROM referral_ref r WHERE r.person_id = pr.id AND r.status IN (${wordsOf(course)}))`;

const byPerson: BatchSource = {
  from: 'person_ref pr',
  key: { column: 'pr.id', type: 'uuid', property: 'id' },
  projection: {
    columns: {
      id: 'pr.id',
      status: `CASE WHEN ${of('AT_WORK')} THEN 'AT_WORK' WHEN ${of('IN_PROCESS')} THEN 'IN_PROCESS' ELSE 'NONE' END`,
    },
    always: ['id', 'status'],
  },
};

/** How far a person the viewer sees is on the way to work; one statement for all persons of the fetch. */
export async function findPlacementStatus(
  context: SubgraphContext,
  personId: string,
): Promise<PlacementStatus | undefined> {
  const found = await loadOne<{ status: PlacementStatus }>(context, 'Person', byPerson, personId, ['status']);
  return found?.status;
}
