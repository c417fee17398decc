import { Parameters, asSystem, isUuid } from '../../../shared/database';
import type { FieldCipher, RowScope, WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { readText } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Viewer } from '../../../shared/viewer';
import { publishConsents } from '../consent/publish';
import { publishFamilies, publishPersons } from '../intake/publish';
import { today } from '../person/person';
import { lastSnapshot } from './change-request';
import type { ChangeRequestStatus } from './change-request';
import { CHANGEABLE, findFault } from './changeable';
import type { Changes, ChangesByKind, RecordKind, Value } from './changeable';

type Values = Readonly<Record<string, unknown>>;

/** New values for one record; exactly one of the two pairs is given. */
export interface Proposal {
  readonly personId?: string | null;
  readonly person?: Values | null;
  readonly familyId?: string | null;
  readonly family?: Values | null;
}

/** Who proposes, what records they may see, and how values are sealed. */
export interface Maker {
  readonly viewer: Viewer;
  readonly scopes: Readonly<Record<RecordKind, RowScope>>;
  readonly cipher: FieldCipher;
}

const ALIAS = { person: 'p', family: 'f' } as const;

/**
 * Writes a proposal with the values the record holds now.
 * @throws CodedError NOT_FOUND for the record, BAD_USER_INPUT for values that do not fit or change nothing
 */
export async function proposeChange(
  manager: WriteManager,
  status: ChangeRequestStatus,
  proposal: Proposal,
  { viewer, scopes, cipher }: Maker,
): Promise<{ readonly id: string; readonly evidence: Evidence }> {
  const { kind, id, given } = getTarget(proposal);
  const after = readValues(kind, given);
  const before = await getValues(manager, scopes[kind], { kind, id, fields: Object.keys(after) });
  const changes: Changes = Object.fromEntries(
    Object.entries(after)
      .map(([field, value]) => [field, { before: before[field] ?? null, after: value }] as const)
      .filter(([, change]) => change.before !== change.after),
  );
  const fields = Object.keys(changes);
  if (fields.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: 'the record holds these values already' });
  const [written]: { id: string }[] = await manager.query(
    `INSERT INTO change_request (person_id, family_id, fields, changes_sealed, status, proposed_by, proposed_by_role)
     VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $7) RETURNING id`,
    [
      ...(kind === 'person' ? [id, null] : [null, id]),
      ...[fields, cipher.seal(JSON.stringify({ [kind]: changes })), status, viewer.subject, viewer.role],
    ],
  );
  if (!written) throw new Error('a change request was not written');
  return { id: written.id, evidence: { fields } };
}

function getTarget({ personId, person, familyId, family }: Proposal): {
  readonly kind: RecordKind;
  readonly id: string;
  readonly given: Values;
} {
  if (personId && person && !familyId && !family) return { kind: 'person', id: personId, given: person };
  if (familyId && family && !personId && !person) return { kind: 'family', id: familyId, given: family };
  throw new CodedError('BAD_USER_INPUT', { reason: 'give personId with person, or familyId with family' });
}

function readValues(kind: RecordKind, given: Values): Readonly<Record<string, Value>> {
  const values: Record<string, Value> = {};
  for (const [field, { value: rule }] of Object.entries(CHANGEABLE[kind])) {
    const value = given[field];
    if (value === undefined) continue;
    const fault = findFault(rule, value);
    if (fault) throw new CodedError('BAD_USER_INPUT', { reason: `${field} ${fault}` });
    values[field] =
      rule.kind === 'TEXT'
        ? readText(String(value), { what: field, atLeast: 1, atMost: rule.longest })
        : (value as Value);
  }
  return values;
}

/** What a record within the scope holds. */
async function getValues(
  manager: WriteManager,
  scope: RowScope,
  { kind, id, fields }: { readonly kind: RecordKind; readonly id: string; readonly fields: readonly string[] },
): Promise<Readonly<Record<string, Value>>> {
  if (scope.kind !== 'NOWHERE' && isUuid(id)) {
    const alias = ALIAS[kind];
    const columns = fields.map((field) => `, ${alias}.${CHANGEABLE[kind][field]?.column ?? ''} AS "${field}"`);
    const { bind, values } = new Parameters();
    const [found]: Record<string, Value>[] = await manager.query(
      `SELECT ${alias}.id${columns.join('')} FROM ${kind} ${alias}
        WHERE ${alias}.id = ${bind(id)}::uuid AND (${scope.where(bind)})`,
      values,
    );
    if (found) return found;
  }
  throw new CodedError('NOT_FOUND', { what: kind });
}

interface Stored {
  readonly personId: string | null;
  readonly familyId: string | null;
  readonly changesSealed: string | null;
}

/**
 * Writes the new values into the record, publishes it, and notes until which snapshot files may not write over them.
 * @throws CodedError CONFLICT when the record no longer holds the values the proposal was made over
 */
export async function applyChange(
  manager: WriteManager,
  { id }: Pick<LockedRecord<ChangeRequestStatus>, 'id'>,
  { viewer, cipher }: Pick<Maker, 'viewer' | 'cipher'>,
): Promise<Evidence> {
  const [stored]: Stored[] = await manager.query(
    `SELECT person_id AS "personId", family_id AS "familyId", changes_sealed AS "changesSealed"
     FROM change_request WHERE id = $1::uuid`,
    [id],
  );
  if (!stored?.changesSealed) throw new CodedError('CONFLICT', { what: 'record' });
  const kind = stored.personId === null ? 'family' : 'person';
  const recordId = stored.personId ?? stored.familyId;
  const { [kind]: changes = {} } = JSON.parse(cipher.open(stored.changesSealed)) as ChangesByKind;
  const version = await writeValues(manager, kind, recordId, changes);
  const publish = kind === 'person' ? publishPersons : publishFamilies;
  await asSystem(manager, viewer, async () => {
    await manager.query(publish('SELECT $1::uuid'), [recordId]);
    if (kind === 'person') await manager.query(publishConsents('SELECT $1::uuid'), [recordId]);
  });
  const [noted]: { appliedAfter: string }[] = await manager.query(
    `WITH noted AS (UPDATE change_request c SET applied_after = greatest($2 COLLATE "C", f.desil_snapshot COLLATE "C")
       FROM family f LEFT JOIN person p ON p.family_id = f.id AND p.id = $3::uuid
       WHERE c.id = $1::uuid AND f.id = coalesce(c.family_id, p.family_id) RETURNING applied_after)
     SELECT applied_after AS "appliedAfter" FROM noted`,
    [id, lastSnapshot(today()), stored.personId],
  );
  return { fields: Object.keys(changes), recordVersion: version, appliedAfter: noted?.appliedAfter ?? null };
}

/** One statement: the record is written only while it holds what was seen. */
async function writeValues(
  manager: WriteManager,
  kind: RecordKind,
  id: string | null,
  changes: Changes,
): Promise<number> {
  const { bind, values } = new Parameters();
  const columns = Object.entries(changes).map(([field, change]) => {
    const { column = '', value } = CHANGEABLE[kind][field] ?? {};
    return { column, type: value?.kind === 'CODE' ? 'smallint' : 'text', ...change };
  });
  const sets = columns.map(({ column, type, after }) => `${column} = ${bind(after)}::${type}`);
  const held = columns.map(({ column, type, before }) => `r.${column} IS NOT DISTINCT FROM ${bind(before)}::${type}`);
  const [written]: { version: number }[] = await manager.query(
    `WITH written AS (UPDATE ${kind} r SET ${sets.join(', ')}, version = r.version + 1
       WHERE r.id = ${bind(id)}::uuid AND ${held.join(' AND ')} RETURNING r.version)
     SELECT version FROM written`,
    values,
  );
  if (!written) throw new CodedError('CONFLICT', { what: kind });
  return written.version;
}

/** Keeps the reason of a refusal. */
export async function rejectChange(
  manager: WriteManager,
  { id }: Pick<LockedRecord<ChangeRequestStatus>, 'id'>,
  reason: string,
): Promise<undefined> {
  await manager.query('UPDATE change_request SET decision_reason = $2 WHERE id = $1::uuid', [id, reason]);
}
