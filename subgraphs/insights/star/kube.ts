import { z } from 'zod';
import type { BulkConnection, ReadModel, RecordKeys } from '../../../shared/database';
import { latestOf, toldOf, writeRows } from './latest';
import type { StarTable } from './latest';
import { starId } from './unit';

const day = z.iso.date().nullable();
const kube = z.object({
  status: z.string(),
  regionCode: z.string(),
  grantAmount: z.int().nonnegative().nullable(),
  statistics: z
    .object({
      line: z.string(),
      proposedOn: z.iso.date(),
      designatedOn: day,
      grantedOn: day,
      independentOn: day,
      states: z.array(z.object({ since: z.iso.date(), status: z.string() })),
      turnover: z.int().nonnegative(),
      turnoverMonths: z.int().nonnegative(),
      members: z.array(z.object({ personId: z.guid(), familyId: z.guid(), joinedOn: day })),
    })
    .optional(),
});
type Found = NonNullable<z.infer<typeof kube>['statistics']>;
type Group = Omit<z.infer<typeof kube>, 'statistics'> & Found & { readonly id: string };

const KUBE = {
  name: 'kube',
  key: ['unit'],
  columns: {
    unit: 'uuid',
    rkey: 'smallint',
    mkey: 'smallint',
    district: 'text',
    line: 'text',
    status: 'text',
    grant_amount: 'bigint',
    members: 'smallint',
    turnover: 'bigint',
    turnover_months: 'smallint',
    proposed_on: 'date',
    designated_on: 'date',
    granted_on: 'date',
    independent_on: 'date',
  },
} as const satisfies StarTable<string>;

const MEMBER = {
  name: 'kube_member',
  key: ['kube', 'person'],
  columns: { kube: 'uuid', person: 'uuid', family: 'uuid', joined_on: 'date' },
} as const satisfies StarTable<string>;

const STATE = {
  name: 'kube_state',
  key: ['kube', 'number'],
  columns: { kube: 'uuid', number: 'smallint', since: 'date', status: 'text' },
} as const satisfies StarTable<string>;

/** Business groups: who is in them, what they sell, and what they were since when. */
export const kubeStar: ReadModel = {
  name: 'insights.kube',
  owner: 'programs',
  topics: ['kube'],
  toleratedLagSeconds: 60,
  async apply(events, client, keys) {
    const groups = toldOf(latestOf(events, ['kube'], kube)).map(({ statistics, ...each }): Group => ({
      ...each,
      ...statistics,
    }));
    await writeRows(
      client,
      KUBE,
      groups.map((group) => groupRow(keys, group)),
    );
    await writeMembers(client, keys, groups);
    await writeRows(
      client,
      STATE,
      groups.flatMap(({ id, states }) =>
        states.map((state, number) => ({ kube: starId(keys, 'group', id), number, ...state })),
      ),
    );
  },
};

function groupRow(keys: RecordKeys, group: Group) {
  return {
    ...keys.of(`group:${group.id}`),
    district: group.regionCode.slice(0, 6),
    line: group.line,
    status: group.status,
    grant_amount: group.grantAmount ?? 0,
    members: group.members.length,
    turnover: group.turnover,
    turnover_months: group.turnoverMonths,
    proposed_on: group.proposedOn,
    designated_on: group.designatedOn,
    granted_on: group.grantedOn,
    independent_on: group.independentOn,
  };
}

/** The members of the groups as they are now; whoever was taken out of a proposal goes. */
async function writeMembers(client: BulkConnection, keys: RecordKeys, groups: readonly Group[]): Promise<void> {
  const rows = groups.flatMap(({ id, members }) =>
    members.map(({ personId, familyId, joinedOn }) => ({
      kube: starId(keys, 'group', id),
      person: starId(keys, 'person', personId),
      family: starId(keys, 'family', familyId),
      joined_on: joinedOn,
    })),
  );
  await client.query(
    `DELETE FROM kube_member m WHERE m.kube = ANY($1::uuid[]) AND NOT EXISTS (
       SELECT FROM jsonb_to_recordset($2::jsonb) AS x(kube uuid, person uuid) WHERE x.kube = m.kube AND x.person = m.person)`,
    [groups.map(({ id }) => starId(keys, 'group', id)), JSON.stringify(rows)],
  );
  await writeRows(client, MEMBER, rows);
}
