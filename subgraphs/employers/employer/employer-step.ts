import { randomUUID } from 'node:crypto';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { readPastDay, readReference, readText } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked, ReasonedStepInput } from '../../../shared/subgraph';
import { endAgreements, kindsInForce } from '../agreement/sign';
import { AGREEMENT_KINDS } from '../agreement/vocabulary';
import type { AgreementKind } from '../agreement/vocabulary';
import type { ApplyInput, VerifyEmployerInput } from './employer-inputs.graph';
import { SECTORS } from './vocabulary';
import type { EmployerStatus } from './vocabulary';

type Employer = Pick<LockedRecord<EmployerStatus>, 'id'>;
const KINDS = Object.keys(AGREEMENT_KINDS) as AgreementKind[];

/** Writes an application; whoever works for a partner already does not apply for another. */
export async function apply(
  manager: WriteManager,
  status: EmployerStatus,
  { input, context: { viewer } }: Asked<ApplyInput>,
): Promise<{ readonly id: string }> {
  if (viewer.employerId !== undefined) {
    throw new CodedError('FORBIDDEN', { reason: 'your account works for a partner already' });
  }
  const { sector } = input;
  if (sector !== null && sector !== undefined && !SECTORS.some((each) => each === sector)) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'sector is a section letter of KBLI' });
  }
  const id = randomUUID();
  await manager.query(
    `INSERT INTO employer (id, source_id, name, type, nib, sector, regency_codes, status, snapshot, applied_by)
     VALUES ($1::uuid, $1, $2, $3, $4, $5, $6, $7, 'APPLICATION', $8)`,
    [
      id,
      readText(input.name, { what: 'name', atLeast: 2, atMost: 200 }),
      input.type,
      readNib(input.nib),
      sector ?? null,
      readRegencies(input.regencyCodes),
      status,
      viewer.subject,
    ],
  );
  return { id };
}

/** Checks an applicant: business number, of nobody else, and that somebody was reached. */
export async function verify(
  manager: WriteManager,
  { id }: Employer,
  { input }: Asked<VerifyEmployerInput>,
): Promise<Evidence> {
  const evidence = {
    nibCheck: input.nibCheck,
    nibCheckedOn: readPastDay('the day of the look-up', input.nibCheckedOn),
    nibCheckReference: readReference('number of the look-up', input.nibCheckReference),
    contactReachedOn: readPastDay('the day of contact', input.contactReachedOn),
  };
  const given = readNib(input.nib);
  const [held]: { nib: string | null }[] = await manager.query('SELECT nib FROM employer WHERE id = $1::uuid', [id]);
  const nib = held?.nib ?? given;
  if (nib === null) throw notMet('a business number (NIB) of 13 digits');
  if (given !== null && given !== nib) throw notMet('the business number (NIB) of the application');
  if (input.nibCheck !== 'FOUND') throw notMet('a business number (NIB) registered under the name of the applicant');
  await requireNoOther(manager, id, nib);
  await manager.query('UPDATE employer SET nib = $2 WHERE id = $1::uuid', [id, nib]);
  return evidence;
}

/** Both agreements bind today. @throws CodedError RULES_NOT_MET naming those that do not */
export async function requireAgreements(manager: WriteManager, { id }: Employer): Promise<Evidence> {
  const held = await kindsInForce(manager, id);
  const missing = KINDS.filter((kind) => !held.has(kind));
  if (missing.length > 0) throw notMet(...missing.map((kind) => `${kind} in force today`));
  return {};
}

/** The agreement a reason names binds no longer. @throws CodedError RULES_NOT_MET */
export async function requireEnded(
  manager: WriteManager,
  { id }: Employer,
  { input }: Asked<ReasonedStepInput>,
): Promise<Evidence> {
  const held = await kindsInForce(manager, id);
  const kind = KINDS.find((each) => input.reason === `${each}_ENDED`);
  if (kind && held.has(kind)) throw notMet(`no ${kind} in force today`);
  return {};
}

/** Ends the partnership's agreements with it: nothing rests on them from today on. */
export async function terminate(manager: WriteManager, { id }: Employer): Promise<undefined> {
  await endAgreements(manager, id);
}

/** Partners that have ended may apply again under the number they had. */
async function requireNoOther(manager: WriteManager, id: string, nib: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('nib ' || $1, 0))`, [nib]);
  const others: object[] = await manager.query(
    `SELECT FROM employer WHERE nib = $2 AND id <> $1::uuid AND status NOT IN ('APPLIED', 'EXPIRED', 'TERMINATED')`,
    [id, nib],
  );
  if (others.length > 0) throw notMet('a business number (NIB) of no other partner');
}

function readNib(nib: string | null | undefined): string | null {
  if (nib === null || nib === undefined) return null;
  if (!/^\d{13}$/.test(nib))
    throw new CodedError('BAD_USER_INPUT', { reason: 'a business number (NIB) has 13 digits' });
  return nib;
}

/** Sorted and each once, as files bring them. */
function readRegencies(codes: readonly string[]): string[] {
  if (codes.length === 0 || !codes.every((code) => /^\d{4}$/.test(code))) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'regencyCodes takes regencies, 4 digits each, one at least' });
  }
  return [...new Set(codes)].sort();
}

function notMet(...rules: readonly string[]): CodedError {
  return new CodedError('RULES_NOT_MET', { what: 'partner', rules });
}
