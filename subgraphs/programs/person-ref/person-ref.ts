import { z } from 'zod';
import type { OutboxEvent, ReadModel } from '../../../shared/database';
import { HOLD_IMPORTS, STOPS, stopComponents, suspendWithoutAid } from '../enrolment/stop-aid';
import { latestPayloads } from '../read-model';

/** What the registry publishes of a person. */
const payload = z.object({
  sourceId: z.string(),
  familyId: z.uuid(),
  regionCode: z.string(),
  matchStatus: z.string(),
  /** Absent in what was published before persons could restrict the processing of their record. */
  restricted: z.boolean().default(false),
  /** What rules of membership look at. Absent in earlier events, null while the record's processing is restricted. */
  birthDate: z.iso.date().nullish(),
  maritalStatus: z.string().nullish(),
  familyRole: z.string().nullish(),
  identityStatus: z.string().nullish(),
  hasKk: z.boolean().nullish(),
});

/**
 * The persons, as the registry publishes them: which family they are in, and whether the civil registry calls them dead or
 * registered twice. Such a finding stops aid in the transaction that takes it in. Beyond the tolerated lag imports are
 * refused, and with them the rule on newly imported rows: a person might be dead without its being known here.
 *
 * Birth date, marital status, role in the family and whether there are an identity and a family card are personal data held
 * twice, for the one purpose of rules of membership (`kube/kube-rules.ts`); no field of the graph gives them from here. They
 * follow the registry: what it erases or restricts it publishes anew, coarser or empty, and so they stand here.
 */
export const personRef: ReadModel = {
  name: 'programs.person_ref',
  owner: 'beneficiaries',
  topics: ['person'],
  toleratedLagSeconds: 60,
  async apply(events: readonly OutboxEvent[], client) {
    const persons = latestPayloads(events, payload);
    await client.query(UPSERT, [JSON.stringify(persons)]);
    const stopped = persons.filter(({ matchStatus }) => Object.hasOwn(STOPS, matchStatus)).map(({ id }) => id);
    if (stopped.length === 0) return;
    await client.query(HOLD_IMPORTS);
    await client.query(stopComponents('SELECT unnest($1::uuid[])'), [stopped]);
    await client.query(suspendWithoutAid('SELECT unnest($1::uuid[])'), [stopped]);
  },
};

/** Column to property and type. */
const COLUMNS = [
  ['source_id', 'sourceId', 'text'],
  ['family_id', 'familyId', 'uuid'],
  ['region_code', 'regionCode', 'text'],
  ['match_status', 'matchStatus', 'text'],
  ['restricted', 'restricted', 'boolean'],
  ['birth_date', 'birthDate', 'date'],
  ['marital_status', 'maritalStatus', 'text'],
  ['family_role', 'familyRole', 'text'],
  ['identity_status', 'identityStatus', 'text'],
  ['has_kk', 'hasKk', 'boolean'],
] as const;
const LIST = COLUMNS.map(([column]) => column).join(', ');
const each = (alias: string) => COLUMNS.map(([column]) => `${alias}.${column}`).join(', ');

const UPSERT = `
  INSERT INTO person_ref AS t (id, ${LIST})
  SELECT id, ${COLUMNS.map(([, property]) => `"${property}"`).join(', ')} FROM jsonb_to_recordset($1::jsonb)
    AS x(id uuid, ${COLUMNS.map(([, property, type]) => `"${property}" ${type}`).join(', ')})
  ON CONFLICT (id) DO UPDATE SET (${LIST}) = ROW (${each('excluded')})
  WHERE (${each('t')}) IS DISTINCT FROM (${each('excluded')})`;
