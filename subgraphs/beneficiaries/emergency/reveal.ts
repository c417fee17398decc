import { decisionOfViewer, mayReveal } from '../../../shared/access';
import { Parameters, checkClientKey, factsOf } from '../../../shared/database';
import type { FieldCipher, RowScope, SubjectHasher, WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Viewer } from '../../../shared/viewer';
import { getPerson } from '../person/lock-person';
import { readNote } from '../../../shared/machine';

export const IDENTIFIER_FIELDS = ['NIK', 'KK'] as const;
export type IdentifierField = (typeof IDENTIFIER_FIELDS)[number];

/**
 * Values an account may reveal a day (of Jakarta). An officer who compares documents at the desk sees some twenty families;
 * whoever needs more takes the whole register away one by one.
 */
export const REVEALS_A_DAY = 40;

/** A retry is a lost answer, which a client asks for again at once; later it is a second look. */
const RETRY = '1 minute';

export interface RevealInput {
  readonly person: string;
  readonly field: IdentifierField;
  readonly reason: string;
  readonly clientKey: string;
}

/** What a reveal may be about, and who asks. */
export interface RevealAsking {
  readonly viewer: Viewer;
  readonly persons: RowScope;
  readonly families: RowScope;
  readonly cipher: FieldCipher;
  readonly hash: SubjectHasher;
}

/** `value` is null for a person who has no NIK. */
export interface Revealed {
  readonly personId: string;
  readonly value: string | null;
  readonly revealedAt: Date;
}

/**
 * Shows one identifier of one person once, and writes down who saw it and why; never the value.
 * @throws CodedError NOT_FOUND (also out of scope), FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_MISMATCH, ALREADY_REVEALED,
 *   REVEAL_LIMIT
 */
export async function revealIdentifier(
  manager: WriteManager,
  asking: RevealAsking,
  input: RevealInput,
): Promise<Revealed> {
  const { viewer, cipher, hash } = asking;
  const reason = readNote(input.reason);
  checkClientKey(input.clientKey);
  const { purpose } = viewer;
  if (purpose === undefined) {
    throw new CodedError('FORBIDDEN', { reason: 'a value is revealed for a purpose, and your token names none' });
  }
  const { id: personId } = await getPerson(manager, asking.persons, input.person);
  const sealed = await findSealed(manager, asking, personId, input.field);
  // One account's reveals stand in line, so that the limit holds for those asked at the same moment.
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('reveal ' || $1))`, [viewer.subject]);
  const asked = { ...input, personId, reason };
  const revealedAt =
    (await findEarlier(manager, viewer, asked)) ?? (await record(manager, viewer, purpose, asked, hash));
  return { personId, value: sealed === null ? null : cipher.open(sealed), revealedAt };
}

type Asked = RevealInput & { readonly personId: string };

/** @throws CodedError NOT_FOUND, FORBIDDEN where the policy does not give the value on request */
async function findSealed(
  manager: WriteManager,
  { viewer, persons, families }: RevealAsking,
  personId: string,
  field: IdentifierField,
): Promise<string | null> {
  const scope = field === 'NIK' ? persons : families;
  const decision = decisionOfViewer(viewer, { group: 'IDENTIFIER' });
  if (scope.kind === 'NOWHERE') throw new CodedError('NOT_FOUND', { what: 'person' });
  if (!mayReveal(decision, factsOf(scope))) {
    throw new CodedError('FORBIDDEN', { reason: `role ${viewer.role} does not reveal identifiers here` });
  }
  const { bind, values } = new Parameters();
  const [found]: { sealed: string | null }[] = await manager.query(
    field === 'NIK'
      ? `SELECT p.nik_sealed AS sealed FROM person p WHERE p.id = ${bind(personId)}::uuid`
      : `SELECT f.kk_sealed AS sealed FROM person p JOIN family f ON f.id = p.family_id
         WHERE p.id = ${bind(personId)}::uuid AND (${scope.where(bind)})`,
    values,
  );
  if (!found) throw new CodedError('NOT_FOUND', { what: 'person' });
  return found.sealed;
}

interface Earlier {
  readonly isSame: boolean;
  readonly isRetry: boolean;
  readonly revealedAt: Date;
}

async function findEarlier(manager: WriteManager, { subject }: Viewer, asked: Asked): Promise<Date | undefined> {
  const [earlier]: Earlier[] = await manager.query(
    `SELECT (person_id = $3::uuid AND field = $4 AND reason = $5) AS "isSame",
       revealed_at > now() - interval '${RETRY}' AS "isRetry", revealed_at AS "revealedAt"
     FROM reveal WHERE account = $1 AND client_key = $2`,
    [subject, asked.clientKey, asked.personId, asked.field, asked.reason],
  );
  if (!earlier) return undefined;
  if (!earlier.isSame) throw new CodedError('IDEMPOTENCY_MISMATCH');
  if (!earlier.isRetry) throw new CodedError('ALREADY_REVEALED');
  return earlier.revealedAt;
}

async function record(
  manager: WriteManager,
  { subject, role }: Viewer,
  purpose: string,
  { personId, field, reason, clientKey }: Asked,
  hash: SubjectHasher,
): Promise<Date> {
  await checkLimit(manager, subject);
  const [row]: { id: string; revealedAt: Date }[] = await manager.query(
    `INSERT INTO reveal (person_id, account, role, purpose, field, reason, client_key)
     VALUES ($1::uuid, $2, $3, $4, $5, $6, $7) RETURNING id, revealed_at AS "revealedAt"`,
    [personId, subject, role, purpose, field, reason, clientKey],
  );
  if (!row) throw new Error('a reveal was not written');
  const payload = {
    account: subject,
    role,
    purpose,
    field,
    subjectHash: hash('person', personId),
    ...row,
    statistics: { personId },
  };
  await manager.query(
    `INSERT INTO outbox (topic, entity_id, payload) VALUES ('identifier-revealed', $1::uuid, $2::jsonb)`,
    [row.id, JSON.stringify(payload)],
  );
  return row.revealedAt;
}

async function checkLimit(manager: WriteManager, account: string): Promise<void> {
  const [day]: { revealed: number }[] = await manager.query(
    `SELECT count(*)::int AS revealed FROM reveal WHERE account = $1
       AND revealed_at >= date_trunc('day', now() AT TIME ZONE 'Asia/Jakarta') AT TIME ZONE 'Asia/Jakarta'`,
    [account],
  );
  if ((day?.revealed ?? 0) >= REVEALS_A_DAY) throw new CodedError('REVEAL_LIMIT', { max: REVEALS_A_DAY });
}
