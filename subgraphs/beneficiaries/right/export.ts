import { createHash } from 'node:crypto';
import { maskText } from '../../../shared/access';
import { Parameters } from '../../../shared/database';
import type { FieldCipher, RowScope, WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Viewer } from '../../../shared/viewer';
import { CONSENT_COLUMNS, FAMILY_COLUMNS, PERSON_COLUMNS } from './data-class';
import type { ColumnRule } from './data-class';
import { noteRight } from './event';

/** Everything the registry holds about a person, as JSON, and the SHA-256 of exactly that text. */
export interface DataExport {
  /** Whose export it is. */
  readonly personId: string;
  readonly createdAt: string;
  readonly data: string;
  readonly digest: string;
}

const HOW_TO_GET =
  'Identifiers show their last four characters, as everywhere; the whole number is on the KTP and the KK, or at the Dinsos against a document. Programs and payments: person { enrolments } in the same graph.';

type Row = Readonly<Record<string, unknown>>;

/** A table that says more about a person or a family; $1 are the ids it is asked for. */
interface Further {
  readonly of: 'PERSONS' | 'FAMILY' | 'BOTH';
  readonly text: string;
}

const FURTHER: Readonly<Record<string, Further>> = {
  desilHistory: {
    of: 'FAMILY',
    text: 'SELECT snapshot, desil FROM desil_history WHERE family_id = ANY($1::uuid[]) ORDER BY snapshot',
  },
  civilRegistry: {
    of: 'PERSONS',
    text: `SELECT person_id AS "personId", status, event_on AS "eventOn", region_code AS "regionCode", extract
      FROM civil_match WHERE person_id = ANY($1::uuid[]) ORDER BY person_id`,
  },
  findings: {
    of: 'BOTH',
    text: `SELECT subject_id AS "subjectId", subject, rule, found_on AS "foundOn"
      FROM finding WHERE subject_id = ANY($1::uuid[]) ORDER BY subject_id, rule`,
  },
  reviews: {
    of: 'PERSONS',
    text: `SELECT person_id AS "personId", kind, status, opened_at AS "openedAt", closed_at AS "closedAt"
      FROM review WHERE person_id = ANY($1::uuid[]) ORDER BY person_id, kind`,
  },
  revealed: {
    of: 'PERSONS',
    text: `SELECT person_id AS "personId", field, role, purpose, revealed_at AS "revealedAt"
      FROM reveal WHERE person_id = ANY($1::uuid[]) ORDER BY revealed_at`,
  },
  emergencyAccess: {
    of: 'PERSONS',
    text: `SELECT person_id AS "personId", role, opened_at AS "openedAt"
      FROM break_glass WHERE person_id = ANY($1::uuid[]) ORDER BY opened_at`,
  },
  changeRequests: {
    of: 'BOTH',
    text: `SELECT coalesce(person_id, family_id) AS "subjectId", fields, status, proposed_by_role AS "proposedByRole",
        proposed_at AS "proposedAt" FROM change_request
      WHERE person_id = ANY($1::uuid[]) OR family_id = ANY($1::uuid[]) ORDER BY proposed_at, id`,
  },
  rights: {
    of: 'PERSONS',
    text: `SELECT person_id AS "personId", event, role, at FROM right_event
      WHERE person_id = ANY($1::uuid[]) ORDER BY id`,
  },
};

/**
 * The viewer's own record, those of the own children where one is their guardian, and the family: whole, in one document.
 * @param scope the persons, over alias `p`
 * @throws CodedError NOT_FOUND for an account without a record
 */
export async function exportData(
  manager: WriteManager,
  viewer: Viewer,
  scope: RowScope,
  cipher: FieldCipher,
): Promise<DataExport> {
  if (scope.kind === 'NOWHERE' || viewer.personId === undefined) throw new CodedError('NOT_FOUND', { what: 'person' });
  const { bind, values } = new Parameters();
  const persons: Row[] = await manager.query(
    `SELECT ${listOf('p', PERSON_COLUMNS)} FROM person p WHERE ${scope.where(bind)} ORDER BY p.id`,
    values,
  );
  const self = persons.find(({ id }) => id === viewer.personId);
  if (!self) throw new CodedError('NOT_FOUND', { what: 'person' });
  const families: Row[] = await manager.query(
    `SELECT ${listOf('f', FAMILY_COLUMNS)} FROM family f WHERE f.id = $1::uuid`,
    [self['familyId']],
  );
  const consents: Row[] = await manager.query(
    `SELECT ${listOf('c', CONSENT_COLUMNS)} FROM consent c WHERE c.person_id = ANY($1::uuid[]) ORDER BY c.given_on, c.id`,
    [persons.map(({ id }) => id)],
  );
  const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id);
  const keys = { PERSONS: idsOf(persons), FAMILY: idsOf(families), BOTH: idsOf([...persons, ...families]) };
  const further: Record<string, unknown> = {};
  for (const [name, { of, text }] of Object.entries(FURTHER)) further[name] = await manager.query(text, [keys[of]]);
  const createdAt = new Date().toISOString();
  const data = JSON.stringify({
    createdAt,
    about: HOW_TO_GET,
    person: masked(self, PERSON_COLUMNS, cipher),
    children: persons.filter((one) => one !== self).map((one) => masked(one, PERSON_COLUMNS, cipher)),
    family: families.map((one) => masked(one, FAMILY_COLUMNS, cipher))[0] ?? null,
    consents: consents.map((one) => masked(one, CONSENT_COLUMNS, cipher)),
    ...further,
  });
  const digest = createHash('sha256').update(data).digest('hex');
  await noteRight(manager, viewer, { personId: viewer.personId, event: 'EXPORTED', detail: digest });
  return { personId: viewer.personId, createdAt, data, digest };
}

/** The columns an export shows, under the names it gives them. */
function listOf(alias: string, columns: Readonly<Record<string, ColumnRule>>): string {
  return Object.entries(columns)
    .flatMap(([column, { shown }]) => {
      if ('leftOut' in shown) return [];
      return [`${alias}.${column} AS "${'as' in shown ? shown.as : shown.sealedAs}"`];
    })
    .join(', ');
}

function masked(row: Row, columns: Readonly<Record<string, ColumnRule>>, cipher: FieldCipher): Row {
  const sealed = new Set(Object.values(columns).flatMap(({ shown }) => ('sealedAs' in shown ? [shown.sealedAs] : [])));
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      sealed.has(name) && typeof value === 'string' ? maskText(cipher.open(value), 'IDENTIFIER') : value,
    ]),
  );
}
