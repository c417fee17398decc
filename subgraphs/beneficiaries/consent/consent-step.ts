import { asSystem, isUuid } from '../../../shared/database';
import type { FieldCipher, WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { TODAY, readFutureDay, readReference } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { adult } from '../person/adult';
import { getPerson } from '../person/lock-person';
import { CONSENT_NAMES, CONSENT_RULES, GIVERS_FOR, OF_CANDIDATES } from './consent';
import type { ConsentGiver, ConsentRule, ConsentStatus } from './consent';
import type { GiveConsentInput, PayrollInput } from './consent-args.graph';
import { endThoseOver } from './end';
import { endsInChildhood, usable } from './living';

/** One that is over does not stand in the way because nobody has written that down yet. */
const END_SAME = endThoseOver(`c.person_id = $1::uuid AND c.kind = $2 AND c.employer_id IS NOT DISTINCT FROM $3::uuid
  AND c.vacancy_id IS NOT DISTINCT FROM $4::uuid`);

/**
 * Writes what a person agrees to, from today on.
 * @throws CodedError NOT_FOUND for the person, BAD_USER_INPUT for what a consent of its kind does not look like, RULES_NOT_MET with
 *   every rule that is broken
 */
export async function giveConsent(
  manager: WriteManager,
  status: ConsentStatus,
  { input, context }: Asked<GiveConsentInput>,
): Promise<{ readonly id: string; readonly evidence: Evidence }> {
  const { viewer, tools } = context;
  const { kind, givenBy, form } = input;
  requireNames(input);
  const textVersion = readReference('text version', input.textVersion);
  const expiresOn = readFutureDay('the last day', input.expiresOn);
  const payroll = sealPayroll(tools.cipher, input);
  const { id: personId } = await getPerson(manager, context.scope('Person'), input.personId);
  const [employerId, vacancyId] = [input.employerId ?? null, input.vacancyId ?? null];
  const broken = await asSystem(manager, viewer, async () => {
    for (const text of END_SAME) await manager.query(text, [personId, kind, employerId, vacancyId]);
    return brokenRules(manager, personId, { ...input, expiresOn });
  });
  if (!isOwnWord(viewer, personId, givenBy)) broken.push('ACCOUNT');
  if (broken.length > 0) throw refused(broken);
  const [written]: { id: string }[] = await manager.query(
    `INSERT INTO consent (person_id, kind, employer_id, vacancy_id, status, given_by, form, text_version, given_on, expires_on,
       account_sealed, bpjs_sealed)
     VALUES ($1::uuid, $2, $3::uuid, $4::uuid, $5, $6, $7, $8, ${TODAY}, $9::date, $10, $11)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      personId,
      kind,
      employerId,
      vacancyId,
      status,
      givenBy,
      form,
      textVersion,
      expiresOn,
      payroll.account,
      payroll.bpjs,
    ],
  );
  if (!written) throw refused(['ONCE']);
  return { id: written.id, evidence: { kind, employerId, vacancyId, givenBy, form, textVersion, expiresOn } };
}

/** Takes a consent back: from now on nothing is shown for it, and what was given with it for payroll is forgotten. */
export async function withdrawConsent(manager: WriteManager, { id }: LockedRecord<ConsentStatus>): Promise<undefined> {
  await manager.query(
    'UPDATE consent SET ended_at = now(), account_sealed = NULL, bpjs_sealed = NULL WHERE id = $1::uuid',
    [id],
  );
}

/** @throws CodedError BAD_USER_INPUT */
function requireNames(input: GiveConsentInput): void {
  for (const what of ['employer', 'vacancy'] as const) {
    const id = input[`${what}Id`];
    const rule = CONSENT_NAMES[input.kind][what];
    const refuse = (reason: string) => new CodedError('BAD_USER_INPUT', { reason: `${input.kind} ${reason}` });
    if (rule === 'MUST' && !id) throw refuse(`needs ${what}Id`);
    if (rule === 'NEVER' && id) throw refuse(`takes no ${what}Id`);
    if (id && !isUuid(id)) throw new CodedError('BAD_USER_INPUT', { reason: `${what}Id is no id` });
  }
}

interface SealedPayroll {
  readonly account: string | null;
  readonly bpjs: string | null;
}

/** @throws CodedError BAD_USER_INPUT */
function sealPayroll(cipher: FieldCipher, { kind, payroll }: GiveConsentInput): SealedPayroll {
  if (!payroll) return { account: null, bpjs: null };
  if (kind !== 'EMPLOYMENT') throw new CodedError('BAD_USER_INPUT', { reason: `${kind} takes no payroll` });
  const { account, bpjsNumber } = digitsOf(payroll);
  return { account: cipher.seal(account), bpjs: bpjsNumber === undefined ? null : cipher.seal(bpjsNumber) };
}

function digitsOf({ account, bpjsNumber }: PayrollInput): { readonly account: string; readonly bpjsNumber?: string } {
  const bare = (text: string) => text.replace(/[\s.-]/g, '');
  const refuse = (reason: string) => new CodedError('BAD_USER_INPUT', { reason });
  if (!/^\d{5,20}$/.test(bare(account))) throw refuse('the account takes 5 to 20 digits');
  if (!bpjsNumber) return { account: bare(account) };
  if (!/^\d{11}$/.test(bare(bpjsNumber))) throw refuse('the BPJS number takes 11 digits');
  return { account: bare(account), bpjsNumber: bare(bpjsNumber) };
}

/** What the record says of somebody who is about to consent. */
interface ConsentFacts {
  readonly isAdult: boolean;
  readonly isUsable: boolean;
  /** Within the term in force. */
  readonly isWithin: boolean;
  readonly endsInChildhood: boolean;
}

/** At a centre an officer writes down whoever says so; with an account of one's own nobody speaks as somebody else. */
function isOwnWord({ role, personId: own }: Viewer, personId: string, givenBy: ConsentGiver): boolean {
  return role !== 'CITIZEN' || (own === personId) === (givenBy === 'SELF');
}

/** The record stays as it is until the consent is written: who restricts it meanwhile finds the consent there. */
async function brokenRules(
  manager: WriteManager,
  personId: string,
  { kind, givenBy, expiresOn }: Pick<GiveConsentInput, 'kind' | 'givenBy'> & { readonly expiresOn: string },
): Promise<ConsentRule[]> {
  const [facts]: ConsentFacts[] = await manager.query(
    `SELECT ${adult('p')} AS "isAdult", ${usable('p')} AS "isUsable", ${endsInChildhood('$3::date', 'p')} AS "endsInChildhood",
       coalesce($3::date <= ${TODAY} + make_interval(months => (SELECT t.months FROM consent_term t
         WHERE t.kind = $2 AND t.valid_from <= ${TODAY} ORDER BY t.valid_from DESC LIMIT 1)), false) AS "isWithin"
     FROM person p WHERE p.id = $1::uuid FOR SHARE OF p`,
    [personId, kind, expiresOn],
  );
  if (!facts) throw new CodedError('NOT_FOUND', { what: 'person' });
  const givers = GIVERS_FOR[facts.isAdult ? 'ADULT' : 'CHILD'];
  return [
    ...(!facts.isAdult && OF_CANDIDATES.has(kind) ? (['OF_AGE'] as const) : []),
    ...(givers.includes(givenBy) ? [] : (['GIVER'] as const)),
    ...(facts.isWithin ? [] : (['TERM'] as const)),
    ...(facts.isAdult || facts.endsInChildhood ? [] : (['CHILDHOOD'] as const)),
    ...(facts.isUsable ? [] : (['USABLE'] as const)),
  ];
}

function refused(rules: readonly ConsentRule[]): CodedError {
  return new CodedError('RULES_NOT_MET', {
    what: 'consent',
    rules: rules.map((rule) => `${rule} (${CONSENT_RULES[rule]})`),
  });
}
