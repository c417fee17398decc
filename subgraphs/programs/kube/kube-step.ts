import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { readNote, TODAY } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked } from '../../../shared/subgraph';
import { askingIn, asRule } from '../business/ask';
import { holdFamilies, requireCombination } from '../business/combination';
import { readMonth, readNumber } from '../business/month';
import { getOnceRate, readTerms } from '../business/requirement';
import { DEVELOPED_MONTHS } from './kube';
import type { KubeStatus } from './kube';
import { findMemberFacts, findingsOf, readKubeTerms, requireRules } from './kube-rules';
import type { MemberFacts } from './kube-rules';
import type {
  KubeDecreeInput,
  KubeGrantInput,
  KubeReportInput,
  KubeSavingsInput,
  KubeTurnoverInput,
  KubeVerifyInput,
} from './kube-inputs.graph';

type Group = LockedRecord<KubeStatus>;

/** Holds the group against the rules of membership, as they and the members stand now. */
async function checkRules(manager: WriteManager, { id }: Group, asked: Asked<object>): Promise<MemberFacts[]> {
  return asRule(manager, asked.context.viewer, async (ask) => {
    const members = await findMemberFacts(ask, [id]);
    await holdFamilies(
      ask,
      members.map(({ familyId }) => familyId),
    );
    // Anew: somebody who held them may have named one of the members meanwhile.
    const facts = await findMemberFacts(ask, [id]);
    requireRules(findingsOf(id, facts, await readKubeTerms(ask)));
    return facts;
  });
}

/**
 * The office recommends the group.
 * @throws CodedError RULES_NOT_MET with every rule that is broken
 */
export async function verifying(manager: WriteManager, group: Group, asked: Asked<KubeVerifyInput>): Promise<Evidence> {
  const recommendation = readNote(asked.input.recommendation, 3);
  const members = await checkRules(manager, group, asked);
  await manager.query('UPDATE kube_group SET recommendation = $2 WHERE id = $1::uuid', [group.id, recommendation]);
  return { recommendation, members: members.length };
}

/**
 * The group is named: its members are from now on, and nobody of them ever again in another group.
 * @throws CodedError RULES_NOT_MET, COMBINATION_FORBIDDEN
 */
export async function naming(manager: WriteManager, group: Group, asked: Asked<KubeDecreeInput>): Promise<Evidence> {
  const decree = readNote(asked.input.decree, 3);
  const members = await checkRules(manager, group, asked);
  const families = members.map(({ familyId }) => familyId);
  await asRule(manager, asked.context.viewer, (ask) => requireCombination(ask, 'KUBE', families));
  await manager.query(
    `INSERT INTO kube_past (person_id, group_id, since)
     SELECT person_id, group_id, ${TODAY} FROM kube_member WHERE group_id = $1::uuid AND state = 'PROPOSED'`,
    [group.id],
  );
  await manager.query(
    `UPDATE kube_member SET state = 'MEMBER', joined_on = ${TODAY} WHERE group_id = $1::uuid AND state = 'PROPOSED'`,
    [group.id],
  );
  await manager.query(`UPDATE kube_group SET decree = $2, designated_on = ${TODAY} WHERE id = $1::uuid`, [
    group.id,
    decree,
  ]);
  return { decree, members: members.length };
}

/**
 * The grant: so much a member by the rate in force today, and the day by which its use is to be reported.
 * @throws CodedError BAD_USER_INPUT for an account number that is none, RULES_NOT_MET without a rate
 */
export async function paying(
  manager: WriteManager,
  { id }: Group,
  { input, context }: Asked<KubeGrantInput>,
): Promise<Evidence> {
  const account = readAccount(input.accountNumber);
  const ask = askingIn(manager);
  const [rate, { REPORT_MONTHS: deadline }] = [await getOnceRate(ask, 'KUBE'), await readTerms(ask, 'KUBE')];
  const [paid] = await ask<{ amount: number; members: number; dueOn: string }>(
    `UPDATE kube_group g SET account_sealed = $2, granted_on = ${TODAY}, grant_amount = $3::bigint * m.members,
       report_due_on = (${TODAY} + make_interval(months => $4::int))::date
     FROM (SELECT count(*)::int AS members FROM kube_member WHERE group_id = $1::uuid AND state = 'MEMBER') m
     WHERE g.id = $1::uuid
     RETURNING g.grant_amount AS amount, m.members, g.report_due_on::text AS "dueOn"`,
    [id, context.tools.cipher.seal(account), rate.amount, deadline?.maximum ?? 0],
  );
  return { ...paid, rateSince: rate.since };
}

function readAccount(text: string): string {
  const digits = text.replace(/[\s.-]/g, '');
  if (/^\d{8,20}$/.test(digits)) return digits;
  throw new CodedError('BAD_USER_INPUT', { reason: 'an account number has 8 to 20 digits' });
}

/** The report on the grant; a second one corrects the amount, the day stays that of the first. */
export async function reporting(
  manager: WriteManager,
  { id }: Group,
  { input }: Asked<KubeReportInput>,
): Promise<Evidence> {
  const spent = readNumber(input.spent, 'what was spent');
  const [late] = await askingIn(manager)<{ isLate: boolean }>(
    `UPDATE kube_group SET reported_on = coalesce(reported_on, ${TODAY}), reported_amount = $2 WHERE id = $1::uuid
     RETURNING reported_on > report_due_on AS "isLate"`,
    [id, spent],
  );
  return { spent, isLate: late?.isLate ?? false };
}

/** @throws CodedError BAD_USER_INPUT for a month that is written down already */
export async function saving(
  manager: WriteManager,
  { id }: Group,
  { input }: Asked<KubeSavingsInput>,
): Promise<Evidence> {
  const month = readMonth(input.month);
  const values = [id, month, readNumber(input.amount, 'the amount'), readNumber(input.payers, 'payers')];
  const written: unknown[] = await manager.query(
    `INSERT INTO kube_saving (group_id, month, amount, payers) VALUES ($1::uuid, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING month`,
    values,
  );
  requireFirst(written, month);
  return { month };
}

/** @throws CodedError BAD_USER_INPUT for a month that is written down already */
export async function selling(
  manager: WriteManager,
  { id }: Group,
  { input }: Asked<KubeTurnoverInput>,
): Promise<Evidence> {
  const month = readMonth(input.month);
  const written: unknown[] = await manager.query(
    `INSERT INTO kube_turnover (group_id, month, amount) VALUES ($1::uuid, $2, $3) ON CONFLICT DO NOTHING RETURNING month`,
    [id, month, readNumber(input.turnover, 'turnover')],
  );
  requireFirst(written, month);
  return { month };
}

function requireFirst(written: readonly unknown[], month: string): void {
  if (written.length > 0) return;
  throw new CodedError('BAD_USER_INPUT', { reason: `${month} is written down already` });
}

/** @throws CodedError RULES_NOT_MET before the report on the grant and some turnover are there */
export async function growing(manager: WriteManager, { id }: Group): Promise<Evidence> {
  const found = await readGrowth(manager, id);
  requireGrowth(found, 1);
  return { months: found.months, reportedOn: found.reportedOn };
}

/** @throws CodedError RULES_NOT_MET with too few months of turnover */
export async function developing(manager: WriteManager, { id }: Group): Promise<Evidence> {
  const found = await readGrowth(manager, id);
  requireGrowth(found, DEVELOPED_MONTHS);
  return { months: found.months, reportedOn: found.reportedOn };
}

interface Growth {
  readonly months: number;
  readonly reportedOn: string | null;
}

async function readGrowth(manager: WriteManager, id: string): Promise<Growth> {
  const [found] = await askingIn(manager)<Growth>(
    `SELECT reported_on::text AS "reportedOn",
       (SELECT count(*)::int FROM kube_turnover t WHERE t.group_id = g.id AND t.amount > 0) AS months
     FROM kube_group g WHERE id = $1::uuid`,
    [id],
  );
  return found ?? { months: 0, reportedOn: null };
}

function requireGrowth({ months, reportedOn }: Growth, atLeast: number): void {
  const rules = [
    ...(reportedOn === null ? ['the use of the grant is not reported'] : []),
    ...(months < atLeast ? [`${months} months of turnover; it takes ${atLeast}`] : []),
  ];
  if (rules.length > 0) throw new CodedError('RULES_NOT_MET', { what: 'business group', rules });
}

/** Whoever was a member is a former one; who was only proposed is taken out. */
export async function ending(manager: WriteManager, { id }: Group): Promise<Evidence> {
  const left = await askingIn(manager)<{ id: string }>(
    `UPDATE kube_member SET left_on = ${TODAY}, state = CASE state WHEN 'MEMBER' THEN 'FORMER' ELSE 'REMOVED' END
     WHERE group_id = $1::uuid AND state IN ('PROPOSED', 'MEMBER') RETURNING id`,
    [id],
  );
  return { members: left.length };
}
