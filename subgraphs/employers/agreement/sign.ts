import { hasPurpose } from '../../../shared/access';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { TODAY, dayOf, readFutureDay, readReference, readText } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked } from '../../../shared/subgraph';
import { getRule } from '../partner-rule/partner-rule';
import { isInForce } from './agreement';
import type { DataSharingInput, MemorandumInput } from './agreement-inputs.graph';
import type { AgreementKind } from './vocabulary';

/** What every agreement has, as columns. */
type Columns = Readonly<Record<string, unknown>>;

/**
 * Writes the memorandum a step signs.
 * @throws CodedError BAD_USER_INPUT for a term, number or text that cannot be
 */
export async function signMemorandum(
  manager: WriteManager,
  { id }: Pick<LockedRecord<string>, 'id'>,
  { input }: Asked<MemorandumInput>,
): Promise<Evidence> {
  const term = readTerm(input);
  const years = await getRule(manager, 'MOU_YEARS');
  const [fits]: { isShort: boolean }[] = await manager.query(
    `SELECT $2::date <= $1::date + make_interval(years => $3::int) AS "isShort"`,
    [term.starts_on, term.ends_on, years],
  );
  if (!fits?.isShort) throw new CodedError('BAD_USER_INPUT', { reason: `a memorandum runs ${years} years at most` });
  const scope = readText(input.scope, { what: 'scope', atLeast: 5, atMost: 500 });
  return write(manager, id, 'MOU', { ...term, scope });
}

/**
 * Writes the data-sharing agreement a step signs.
 * @throws CodedError BAD_USER_INPUT for a term, number or text that cannot be, and for one without purposes or fields, and for a purpose
 *   no partner reads for
 */
export async function signDataSharing(
  manager: WriteManager,
  { id }: Pick<LockedRecord<string>, 'id'>,
  { input }: Asked<DataSharingInput>,
): Promise<Evidence> {
  const { purposes, fields, retentionDays } = input;
  if (purposes.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: 'it needs a purpose' });
  const idle = purposes.filter((purpose) => !hasPurpose({ role: 'PARTNER_ADMIN', purpose }));
  if (idle.length > 0)
    throw new CodedError('BAD_USER_INPUT', { reason: `a partner reads nothing of candidates for ${idle.join(', ')}` });
  if (fields.length === 0)
    throw new CodedError('BAD_USER_INPUT', { reason: 'it needs what may be known of candidates' });
  if (retentionDays < 1) throw new CodedError('BAD_USER_INPUT', { reason: 'retentionDays is 1 at least' });
  return write(manager, id, 'DSA', {
    ...readTerm(input),
    purposes: [...new Set(purposes)],
    fields: [...new Set(fields)],
    legal_basis: input.legalBasis,
    retention_days: retentionDays,
    processor_role: input.processorRole,
    sub_processors_allowed: input.subProcessorsAllowed,
    breach_contact: readText(input.breachContact, { what: 'breach contact', atLeast: 5, atMost: 200 }),
    bast_number: readReference('BAST number', input.bastNumber),
  });
}

function readTerm(input: MemorandumInput | DataSharingInput): Columns {
  const [startsOn, endsOn] = [dayOf(input.startsOn), readFutureDay('the last day', input.endsUntil)];
  if (startsOn >= endsOn) throw new CodedError('BAD_USER_INPUT', { reason: 'the term ends after it begins' });
  if (input.signatoryRoles.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: 'it needs who signed' });
  return {
    number: readReference('number', input.number),
    starts_on: startsOn,
    ends_on: endsOn,
    signatory_roles: input.signatoryRoles.map((each) => readText(each, { what: 'office', atLeast: 3, atMost: 120 })),
  };
}

async function write(
  manager: WriteManager,
  employerId: string,
  kind: AgreementKind,
  columns: Columns,
): Promise<Evidence> {
  const row = { employer_id: employerId, kind, ...columns };
  const names = Object.keys(row).join(', ');
  const [written]: { id: string; startsOn: string; endsOn: string }[] = await manager.query(
    `INSERT INTO agreement (${names}) SELECT ${names} FROM jsonb_populate_record(NULL::agreement, $1::jsonb)
     ON CONFLICT (number) DO NOTHING RETURNING id, starts_on::text AS "startsOn", ends_on::text AS "endsOn"`,
    [JSON.stringify(row)],
  );
  if (!written) throw new CodedError('BAD_USER_INPUT', { reason: 'another agreement has this number' });
  return { agreementId: written.id, startsOn: written.startsOn, endsOn: written.endsOn };
}

/** Which kinds of agreement a partner has in force today. */
export async function kindsInForce(manager: WriteManager, employerId: string): Promise<ReadonlySet<AgreementKind>> {
  const held: { kind: AgreementKind }[] = await manager.query(
    `SELECT DISTINCT a.kind FROM agreement a WHERE a.employer_id = $1::uuid AND ${isInForce('a')}`,
    [employerId],
  );
  return new Set(held.map(({ kind }) => kind));
}

/** Ends what agreements a partner has, today. */
export async function endAgreements(manager: WriteManager, employerId: string): Promise<void> {
  await manager.query(
    `UPDATE agreement SET terminated_on = ${TODAY} WHERE employer_id = $1::uuid AND ends_on >= ${TODAY}
       AND (terminated_on IS NULL OR terminated_on > ${TODAY})`,
    [employerId],
  );
}
