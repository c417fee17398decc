import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { readNote, TODAY } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked } from '../../../shared/subgraph';
import { askingIn } from '../business/ask';
import { requireNoneBroken } from '../business/case-rules';
import { readMonth, readNumber } from '../business/month';
import { getParticipant } from '../business/participant';
import { getOnceRate, readTerms } from '../business/requirement';
import type { IncomeRow, PenaStatus } from './pena';
import type {
  PenaApproveInput,
  PenaGrantInput,
  PenaIncomeInput,
  PenaRecommendInput,
  ProposePenaInput,
} from './pena-inputs.graph';
import { requirePenaRules } from './pena-rules';
import { readinessOf } from './readiness';
import { READINGS, isKnownWage } from './umk';

type Case = Pick<LockedRecord<PenaStatus>, 'id'>;

/**
 * A new case of a person the viewer may propose.
 * @throws CodedError NOT_FOUND, BAD_USER_INPUT for a family that does not agree to leave bansos
 */
export async function proposing(
  manager: WriteManager,
  status: PenaStatus,
  { input, context }: Asked<ProposePenaInput>,
): Promise<{ id: string }> {
  if (!input.agreesToLeave) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'the family has to agree to leave bansos once it is ready' });
  }
  const { id: person, familyId, regionCode } = await getParticipant(manager, context, input.person);
  const [added] = await askingIn(manager)<{ id: string }>(
    `INSERT INTO pena_case (family_id, person_id, region_code, variant, cluster, business_idea, status, proposed_on)
     VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, ${TODAY}) RETURNING id`,
    [familyId, person, regionCode, input.variant, input.cluster, readNote(input.businessIdea, 3), status],
  );
  if (!added) throw new Error('a case was not written');
  return added;
}

/** @throws CodedError RULES_NOT_MET, COMBINATION_FORBIDDEN */
export async function recommending(
  manager: WriteManager,
  { id }: Case,
  asked: Asked<PenaRecommendInput>,
): Promise<Evidence> {
  const recommendation = readNote(asked.input.recommendation, 3);
  await requirePenaRules(manager, id, asked);
  await manager.query('UPDATE pena_case SET recommendation = $2 WHERE id = $1::uuid', [id, recommendation]);
  return { recommendation };
}

/** @throws CodedError RULES_NOT_MET, COMBINATION_FORBIDDEN */
export async function approving(
  manager: WriteManager,
  { id }: Case,
  asked: Asked<PenaApproveInput>,
): Promise<Evidence> {
  const decree = readNote(asked.input.decree, 3);
  await requirePenaRules(manager, id, asked);
  await manager.query(`UPDATE pena_case SET decree = $2, approved_on = ${TODAY} WHERE id = $1::uuid`, [id, decree]);
  return { decree };
}

/** @throws CodedError RULES_NOT_MET for goods above a ceiling in force today */
export async function granting(
  manager: WriteManager,
  { id }: Case,
  { input }: Asked<PenaGrantInput>,
): Promise<Evidence> {
  const [tools, material] = [readNumber(input.tools, 'tools'), readNumber(input.material, 'material')];
  readNumber(tools + material, 'a grant', 1);
  const ask = askingIn(manager);
  const [ceiling, terms] = [await getOnceRate(ask, 'PENA'), await readTerms(ask, 'PENA')];
  const above = (what: string, amount: number, most: number | null | undefined) =>
    typeof most === 'number' && amount > most ? [`${what} of Rp${amount} is above the ceiling of Rp${most}`] : [];
  requireNoneBroken('PENA case', [
    ...above('tools', tools, terms.GRANT_TOOLS?.maximum),
    ...above('material', material, terms.GRANT_MATERIAL?.maximum),
    ...above('a grant', tools + material, ceiling.amount),
  ]);
  await manager.query(
    `UPDATE pena_case SET grant_tools = $2, grant_material = $3, granted_on = ${TODAY} WHERE id = $1::uuid`,
    [id, tools, material],
  );
  return { tools, material, ceiling: ceiling.amount, ceilingSince: ceiling.since };
}

/** @throws CodedError BAD_USER_INPUT for a month that has a reading */
export async function recording(
  manager: WriteManager,
  { id }: Case,
  { input }: Asked<PenaIncomeInput>,
): Promise<Evidence> {
  const month = readMonth(input.month);
  const written: unknown[] = await manager.query(
    `INSERT INTO pena_income (case_id, month, amount) VALUES ($1::uuid, $2, $3) ON CONFLICT DO NOTHING RETURNING month`,
    [id, month, readNumber(input.income, 'income')],
  );
  if (written.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: `${month} has a reading already` });
  return { month };
}

/** @throws CodedError BAD_USER_INPUT for a month without a reading */
export async function correcting(
  manager: WriteManager,
  { id }: Case,
  { input }: Asked<PenaIncomeInput>,
): Promise<Evidence> {
  const month = readMonth(input.month);
  const written = await askingIn(manager)<{ month: string }>(
    'UPDATE pena_income SET amount = $3 WHERE case_id = $1::uuid AND month = $2 RETURNING month',
    [id, month, readNumber(input.income, 'income')],
  );
  if (written.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: `${month} has no reading` });
  return { month };
}

/**
 * The months that make the family ready, worked out of the readings.
 * @throws CodedError RULES_NOT_MET while they do not
 */
export async function showingReady(manager: WriteManager, { id }: Case, { context }: Asked<object>): Promise<Evidence> {
  const ask = askingIn(manager);
  const { READY_MONTHS: asked } = await readTerms(ask, 'PENA');
  const readings = await ask<IncomeRow>(
    `SELECT i.month, i.amount, u.amount AS "minimumWage", u.source AS "wageSource"
     FROM ${READINGS} AND ${isKnownWage(context.tools.mode)} WHERE c.id = $1::uuid`,
    [id],
  );
  const { isReady, months } = readinessOf(readings, asked?.minimum ?? undefined);
  if (isReady) return { months };
  const found = months.length === 0 ? 'none' : months.join(', ');
  throw new CodedError('RULES_NOT_MET', {
    what: 'PENA case',
    rules: [
      `READY_MONTHS (it takes ${asked?.minimum ?? 'a number of'} months in a row at the minimum wage; so far ${found})`,
    ],
  });
}

/** @throws CodedError RULES_NOT_MET where the readings no longer make the family ready */
export async function graduating(manager: WriteManager, record: Case, asked: Asked<object>): Promise<Evidence> {
  const evidence = await showingReady(manager, record, asked);
  await manager.query(`UPDATE pena_case SET graduated_on = ${TODAY} WHERE id = $1::uuid`, [record.id]);
  return evidence;
}
