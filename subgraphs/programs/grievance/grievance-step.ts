import { Parameters, isUuid } from '../../../shared/database';
import type { FieldCipher, RowScope, WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { readText, TODAY } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Viewer } from '../../../shared/viewer';
import { today } from '../pkh/period';
import { MAX_TEXT, categoriesOf, snapshotAfter } from './grievance';
import type { Finding, GrievanceCategory, GrievanceKind, GrievanceStatus } from './grievance';

type Locked = Pick<LockedRecord<GrievanceStatus>, 'id'>;

/** What a grievance begins with. */
export interface Submission {
  readonly familyId: string;
  readonly kind: GrievanceKind;
  readonly category: GrievanceCategory;
  readonly text: string;
  readonly programCode?: string | null;
}

/** Who submits it, what families they may see, and how its words are sealed. */
export interface Submitter {
  readonly viewer: Viewer;
  readonly families: RowScope;
  readonly cipher: FieldCipher;
}

/** The day a state ends that began today, by the rules in force; parameters are the kind and the state. */
const dueIn = (kind: string, status: string) => `(SELECT ${TODAY} + d.days FROM grievance_deadline d
  WHERE d.kind = ${kind} AND d.status = ${status} AND d.valid_from <= ${TODAY} AND coalesce(d.valid_to, ${TODAY}) >= ${TODAY}
  ORDER BY d.valid_from DESC LIMIT 1)`;

/**
 * Writes a grievance about a family the submitter may see. A pendamping looks after what they submit.
 * @throws CodedError NOT_FOUND for the family, BAD_USER_INPUT for what does not fit together
 */
export async function submitGrievance(
  manager: WriteManager,
  status: GrievanceStatus,
  asked: Submission,
  { viewer, families, cipher }: Submitter,
): Promise<{ readonly id: string; readonly evidence: Evidence }> {
  const { kind, category } = asked;
  const programCode = asked.programCode ?? null;
  if (!categoriesOf(kind).includes(category)) {
    throw new CodedError('BAD_USER_INPUT', { reason: `a ${kind} is about one of ${categoriesOf(kind).join(', ')}` });
  }
  if ((kind === 'COMPLAINT') !== (programCode !== null)) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'a complaint names a program, nothing else does' });
  }
  const text = readText(asked.text, { what: 'text', atLeast: 10, atMost: MAX_TEXT });
  const family = await getFamily(manager, families, asked.familyId);
  await requireProgram(manager, programCode);
  const [written]: { id: string }[] = await manager.query(
    `INSERT INTO grievance (family_id, region_code, kind, category, program_code, text_sealed, status, submitted_by,
       submitted_by_role, assigned_to, due_on)
     VALUES ($1::uuid, $2, $3::text, $4, $5, $6, $7::text, $8, $9, $10, ${dueIn('$3::text', '$7::text')}) RETURNING id`,
    [
      ...[family.id, family.regionCode, kind, category, programCode, cipher.seal(text), status],
      ...[viewer.subject, viewer.role, viewer.role === 'PENDAMPING' ? viewer.subject : null],
    ],
  );
  if (!written) throw new Error('a grievance was not written');
  return { id: written.id, evidence: { kind, category } };
}

interface FamilyPlace {
  readonly id: string;
  readonly regionCode: string;
}

async function getFamily(manager: WriteManager, scope: RowScope, id: string): Promise<FamilyPlace> {
  if (scope.kind !== 'NOWHERE' && isUuid(id)) {
    const { bind, values } = new Parameters();
    const [found]: FamilyPlace[] = await manager.query(
      `SELECT fr.id, fr.region_code AS "regionCode" FROM family_ref fr
        WHERE fr.id = ${bind(id)}::uuid AND (${scope.where(bind)})`,
      values,
    );
    if (found) return found;
  }
  throw new CodedError('NOT_FOUND', { what: 'family' });
}

async function requireProgram(manager: WriteManager, code: string | null): Promise<void> {
  if (code === null) return;
  const found: unknown[] = await manager.query('SELECT FROM program WHERE code = $1', [code]);
  if (found.length === 0) throw new CodedError('NOT_FOUND', { what: 'program' });
}

/** Writes who looks after it; the deadline of the state goes on. */
export async function assigning(manager: WriteManager, { id }: Locked, officer: string): Promise<Evidence> {
  if (!/^[\w.:@-]{1,200}$/.test(officer)) throw new CodedError('BAD_USER_INPUT', { reason: 'officer is no account' });
  await manager.query('UPDATE grievance SET assigned_to = $2 WHERE id = $1::uuid', [id, officer]);
  return { assignedTo: officer };
}

/** Begins the deadline of the next state; a state without a rule has none. */
export async function advancing(manager: WriteManager, { id }: Locked, to: GrievanceStatus): Promise<void> {
  await manager.query(`UPDATE grievance g SET due_on = ${dueIn('g.kind', '$2::text')} WHERE id = $1::uuid`, [id, to]);
}

/** Keeps what the village, or the office, found. */
export async function finding(
  manager: WriteManager,
  record: Locked,
  by: 'village' | 'dinsos',
  found: Finding,
): Promise<Evidence> {
  await manager.query(`UPDATE grievance SET ${by}_finding = $2 WHERE id = $1::uuid`, [record.id, found]);
  await advancing(manager, record, by === 'village' ? 'VILLAGE_VERIFIED' : 'DINSOS_VERIFIED');
  return { finding: found };
}

/** A correction takes effect with the next snapshot of the registry, a complaint has no effect there. */
export async function accepting(manager: WriteManager, record: Locked): Promise<Evidence> {
  const snapshot = snapshotAfter(today());
  const [row]: { effectiveSnapshot: string | null }[] = await manager.query(
    `WITH decided AS (UPDATE grievance SET effective_snapshot = CASE WHEN kind = 'COMPLAINT' THEN NULL ELSE $2 END
       WHERE id = $1::uuid RETURNING effective_snapshot)
     SELECT effective_snapshot AS "effectiveSnapshot" FROM decided`,
    [record.id, snapshot],
  );
  await advancing(manager, record, 'ACCEPTED');
  return { effectiveSnapshot: row?.effectiveSnapshot ?? null };
}

/** Keeps the reason of a refusal. */
export async function rejecting(manager: WriteManager, record: Locked, reason: string): Promise<undefined> {
  await manager.query('UPDATE grievance SET decision_reason = $2 WHERE id = $1::uuid', [record.id, reason]);
  await advancing(manager, record, 'REJECTED');
}
