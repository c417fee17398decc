import { randomUUID } from 'node:crypto';
import { onceForKey } from '../../../shared/database';
import type { BatchSource } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { loadMany, loadOne } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { readText } from '../text';

/** A team of disabled makers, as the subgraph holds it: how many they are, never who. */
export interface TeamRow {
  readonly id: string;
  readonly centreId: string;
  readonly name: string;
  readonly assemblers: number;
}

const MOST_ASSEMBLERS = 100;

const columns = { id: 't.id', centreId: 't.centre_id', name: 't.name', assemblers: 't.assemblers' };
const source = (column: string, type: 'uuid' | 'text', property: string): BatchSource => ({
  from: 'device_team t',
  key: { column, type, property },
  projection: { columns, always: Object.keys(columns) },
  orderBy: 't.name, t.id',
});
const byId = source('t.id', 'uuid', 'id');
const byCentre = source('t.centre_id', 'text', 'centreId');

/** The team of an id; batched over the fetch. */
export function findTeam(context: SubgraphContext, id: string): Promise<TeamRow | undefined> {
  return loadOne<TeamRow>(context, 'DeviceTeam', byId, id, []);
}

/** The teams of a centre by name; one statement for all centres of the fetch. */
export function findTeamsOf(context: SubgraphContext, centreId: string): Promise<TeamRow[]> {
  return loadMany<TeamRow>(context, 'DeviceTeam', byCentre, centreId, []);
}

/**
 * Records a team of the officer's centre; said again with another number, it is corrected.
 * @returns the centre
 * @throws CodedError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_MISMATCH
 */
export async function recordTeam(
  context: SubgraphContext,
  { clientKey, ...team }: Pick<TeamRow, 'name' | 'assemblers'> & { readonly clientKey: string },
): Promise<string> {
  const { viewer } = context;
  const { sentraId } = viewer;
  if (sentraId === undefined) throw new CodedError('FORBIDDEN', { reason: 'your account names no Sentra' });
  const name = readText('name', team.name, 80);
  if (team.assemblers < 1 || team.assemblers > MOST_ASSEMBLERS) {
    throw new CodedError('BAD_USER_INPUT', { reason: `a team has 1 to ${MOST_ASSEMBLERS} assemblers` });
  }
  await context.write((manager) =>
    onceForKey(manager, { subject: viewer.subject, key: clientKey, input: { ...team } }, async () => {
      await manager.query(
        `INSERT INTO device_team (id, centre_id, name, assemblers, recorded_by) VALUES ($1::uuid, $2, $3, $4, $5)
         ON CONFLICT (centre_id, name) DO UPDATE SET assemblers = excluded.assemblers, recorded_by = excluded.recorded_by`,
        [randomUUID(), sentraId, name, team.assemblers, viewer.subject],
      );
      return null;
    }),
  );
  return sentraId;
}
