import type { GraphQLResolveInfo } from 'graphql';
import { Parameters, statement } from '../../../shared/database';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadOne, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { HelperRow } from './helper';
import type { PsksCountRow } from './psks';

const projection: Projection = {
  columns: {
    id: 'h.id',
    type: 'h.type',
    nameSealed: 'h.name_sealed',
    regionCode: 'h.region_code',
    status: 'h.status',
    version: 'h.version',
    activeOn: 'h.active_on',
    endedOn: 'h.ended_on',
    endReason: 'h.end_reason',
  },
  computed: { name: ['nameSealed'], allowedEvents: ['status'], history: [] },
  always: ['id'],
};

export const HELPER_LIST: ListSource = {
  name: 'psksHelpers',
  from: 'psks_helper h',
  id: { column: 'h.id', type: 'uuid' },
  projection,
  filterable: {
    type: { column: 'h.type', type: 'text', group: 'PSEUDONYM' },
    status: { column: 'h.status', type: 'text', group: 'PSEUDONYM' },
    region: { column: 'h.region_code', type: 'text', group: 'PSEUDONYM' },
  },
  sortable: { TYPE: { column: 'h.type', type: 'text', group: 'PSEUDONYM' } },
};

const byId: BatchSource = { from: 'psks_helper h', key: { column: 'h.id', type: 'uuid', property: 'id' }, projection };

/** The helper of an id, if the viewer may see them; batched over the fetch. */
export function findHelper(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<HelperRow | undefined> {
  return loadOne<HelperRow>(context, 'PsksHelper', byId, id, requestedFieldsOn(info, 'PsksHelper'));
}

/** What regencies of a place reported of a year, by type. */
export function findCounts(context: SubgraphContext, place: string, year: number): Promise<PsksCountRow[]> {
  const { bind, values } = new Parameters();
  return context.session.rows<PsksCountRow>(
    statement(
      `SELECT type, regency_code AS "regencyCode", year, number FROM psks_count
       WHERE year = ${bind(year)} AND regency_code LIKE ${bind(`${place}%`)} ORDER BY regency_code, type LIMIT 1000`,
      values,
    ),
  );
}
