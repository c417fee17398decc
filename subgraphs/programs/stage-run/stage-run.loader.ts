import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadOne, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { STAGE_RUN_COLUMNS } from './stage-run';
import type { StageRunRow } from './stage-run';

const projection: Projection = {
  columns: STAGE_RUN_COLUMNS,
  computed: { program: ['programCode'], byRole: ['actorRole'], account: ['actor'] },
  always: ['id', 'programCode'],
};

export const STAGE_RUN_LIST: ListSource = {
  name: 'stage runs',
  from: 'stage_run sr',
  id: { column: 'sr.id', type: 'uuid' },
  projection,
  filterable: {
    programCode: { column: 'sr.program_code', type: 'text', group: 'ENROLMENT' },
    period: { column: 'sr.period', type: 'text', group: 'ENROLMENT' },
  },
  sortable: {
    AT: { column: 'sr.at', type: 'timestamptz', group: 'ENROLMENT' },
    PERIOD: { column: 'sr.period', type: 'text', group: 'ENROLMENT' },
  },
};

const byId: BatchSource = {
  from: 'stage_run sr',
  key: { column: 'sr.id', type: 'uuid', property: 'id' },
  projection,
};

/** The program of a run the viewer sees. */
export async function findProgramOfRun(context: SubgraphContext, id: string): Promise<string | undefined> {
  const run = await loadOne<StageRunRow>(context, 'StageRun', byId, id, ['program']);
  return run?.programCode;
}

/** The run of an id, if the viewer may see it; batched over the fetch. */
export function findStageRun(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<StageRunRow | undefined> {
  return loadOne<StageRunRow>(context, 'StageRun', byId, id, requestedFields(info));
}
