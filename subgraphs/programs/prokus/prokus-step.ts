import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { readNote, TODAY } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked } from '../../../shared/subgraph';
import { askingIn } from '../business/ask';
import { requireNoneBroken } from '../business/case-rules';
import { readMonth, readNumber } from '../business/month';
import { getParticipant } from '../business/participant';
import { getOnceRate } from '../business/requirement';
import type { ProkusStatus } from './prokus';
import type {
  ProkusApproveInput,
  ProkusCreditInput,
  ProkusGrantInput,
  ProkusMonthInput,
  ProkusNibInput,
  ProkusOrganisationInput,
  ProkusRecommendInput,
  ProposeProkusInput,
} from './prokus-inputs.graph';
import { requireProkusRules } from './prokus-rules';

type Case = Pick<LockedRecord<ProkusStatus>, 'id'>;

/** @throws CodedError NOT_FOUND */
export async function proposing(
  manager: WriteManager,
  status: ProkusStatus,
  { input, context }: Asked<ProposeProkusInput>,
): Promise<{ id: string }> {
  const { id: person, familyId, regionCode } = await getParticipant(manager, context, input.person);
  const [added] = await askingIn(manager)<{ id: string }>(
    `INSERT INTO prokus_case (family_id, person_id, region_code, line_of_business, status, proposed_on)
     VALUES ($1::uuid, $2::uuid, $3, $4, $5, ${TODAY}) RETURNING id`,
    [familyId, person, regionCode, input.lineOfBusiness, status],
  );
  if (!added) throw new Error('a case was not written');
  return added;
}

/** @throws CodedError RULES_NOT_MET, COMBINATION_FORBIDDEN */
export async function recommending(
  manager: WriteManager,
  { id }: Case,
  asked: Asked<ProkusRecommendInput>,
): Promise<Evidence> {
  const recommendation = readNote(asked.input.recommendation, 3);
  await requireProkusRules(manager, id, asked);
  await manager.query(`UPDATE prokus_case SET recommendation = $2, recommended_on = ${TODAY} WHERE id = $1::uuid`, [
    id,
    recommendation,
  ]);
  return { recommendation };
}

/** @throws CodedError RULES_NOT_MET, also without a recommendation; COMBINATION_FORBIDDEN */
export async function approving(
  manager: WriteManager,
  { id }: Case,
  asked: Asked<ProkusApproveInput>,
): Promise<Evidence> {
  const decree = readNote(asked.input.decree, 3);
  const [found] = await askingIn(manager)<{ recommendedOn: string | null }>(
    'SELECT recommended_on::text AS "recommendedOn" FROM prokus_case WHERE id = $1::uuid',
    [id],
  );
  requireNoneBroken('Prokus case', found?.recommendedOn ? [] : ['RECOMMENDED (the office has not recommended it)']);
  await requireProkusRules(manager, id, asked);
  await manager.query(`UPDATE prokus_case SET decree = $2, approved_on = ${TODAY} WHERE id = $1::uuid`, [id, decree]);
  return { decree, recommendedOn: found?.recommendedOn ?? null };
}

/** @throws CodedError BAD_USER_INPUT for a second grant, RULES_NOT_MET above the ceiling in force today */
export async function granting(
  manager: WriteManager,
  { id }: Case,
  { input }: Asked<ProkusGrantInput>,
): Promise<Evidence> {
  const amount = readNumber(input.amount, 'a grant', 1);
  const ceiling = await getOnceRate(askingIn(manager), 'PROKUS');
  requireNoneBroken(
    'Prokus case',
    amount > ceiling.amount ? [`a grant of Rp${amount} is above the ceiling of Rp${ceiling.amount}`] : [],
  );
  const written = await askingIn(manager)<{ id: string }>(
    `UPDATE prokus_case SET grant_amount = $2, granted_on = ${TODAY} WHERE id = $1::uuid AND granted_on IS NULL RETURNING id`,
    [id, amount],
  );
  if (written.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: 'the grant was given already' });
  return { amount, ceiling: ceiling.amount, ceilingSince: ceiling.since };
}

type Organisation = 'mentor' | 'incubator' | 'market';

/** Writes down which organisation helps in the stage that begins. */
export function namingIts(column: Organisation) {
  return async (manager: WriteManager, { id }: Case, { input }: Asked<ProkusOrganisationInput>): Promise<Evidence> => {
    const organisation = readNote(input.organisation, 3);
    await manager.query(`UPDATE prokus_case SET ${column} = $2 WHERE id = $1::uuid`, [id, organisation]);
    return { organisation };
  };
}

/** @throws CodedError BAD_USER_INPUT for a month that is written down already */
export async function recording(
  manager: WriteManager,
  { id }: Case,
  { input }: Asked<ProkusMonthInput>,
): Promise<Evidence> {
  const month = readMonth(input.month);
  const written: unknown[] = await manager.query(
    `INSERT INTO prokus_month (case_id, month, turnover, employees) VALUES ($1::uuid, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING month`,
    [id, month, readNumber(input.turnover, 'turnover'), readNumber(input.employees, 'employees')],
  );
  if (written.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: `${month} is written down already` });
  return { month };
}

/** @throws CodedError BAD_USER_INPUT for what is no NIB */
export async function registering(
  manager: WriteManager,
  { id }: Case,
  { input, context }: Asked<ProkusNibInput>,
): Promise<undefined> {
  if (!/^\d{13}$/.test(input.nib)) throw new CodedError('BAD_USER_INPUT', { reason: 'a NIB has 13 digits' });
  await manager.query('UPDATE prokus_case SET nib_sealed = $2 WHERE id = $1::uuid', [
    id,
    context.tools.cipher.seal(input.nib),
  ]);
}

/** The first credit sets the day; a later one the amount. */
export async function crediting(
  manager: WriteManager,
  { id }: Case,
  { input }: Asked<ProkusCreditInput>,
): Promise<Evidence> {
  const amount = readNumber(input.amount, 'credit', 1);
  await manager.query(
    `UPDATE prokus_case SET credit_amount = $2, credit_since = coalesce(credit_since, ${TODAY}) WHERE id = $1::uuid`,
    [id, amount],
  );
  return { amount };
}

/** @throws CodedError RULES_NOT_MET for a business of which no month is on record */
export async function completing(manager: WriteManager, record: Case): Promise<Evidence> {
  const [found] = await askingIn(manager)<{ months: number }>(
    'SELECT count(*)::int AS months FROM prokus_month WHERE case_id = $1::uuid AND turnover > 0',
    [record.id],
  );
  const months = found?.months ?? 0;
  requireNoneBroken('Prokus case', months > 0 ? [] : ['TURNOVER (no month with turnover is on record)']);
  await ending(manager, record);
  return { months };
}

/** Today is the last day. */
export async function ending(manager: WriteManager, { id }: Case): Promise<undefined> {
  await manager.query(`UPDATE prokus_case SET ended_on = ${TODAY} WHERE id = $1::uuid`, [id]);
}
