import { onceForKey } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { judgeSheet, rejectsCsv } from '../../../shared/intake';
import type { JudgedSheet, Reject } from '../../../shared/intake';
import { today } from '../../../shared/machine';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { getOwnEmployer } from '../employer/own-employer';
import { findWageFloors, isPaidEnough } from '../minimum-wage/wage';
import { findUnknownSkills } from '../skill/skill.loader';
import { vacancyFact } from '../vacancy/vacancy';
import { CONTENT_COLUMNS } from '../vacancy/vacancy-content';
import { LATEST_DEADLINE } from '../vacancy/vacancy-step';
import { vacanciesSheet } from './vacancies.sheet';
import type { UploadColumn, UploadContent } from './vacancies.sheet';

/** What to do with a file. */
export const UPLOAD_MODES = {
  CHECK: 'Reads and judges it; nothing is written.',
  LAND: 'Writes what breaks no rule as drafts, in one transaction.',
} as const;
export type UploadMode = keyof typeof UPLOAD_MODES;

/** What became of a file; counts are rows. */
export interface UploadReport {
  readonly mode: UploadMode;
  readonly read: number;
  readonly accepted: number;
  /** Drafts that are new or say something else now; what CHECK would have written. */
  readonly changed: number;
  readonly rejected: readonly Reject[];
  /** The rejected rows as a CSV. */
  readonly rejectsCsv: string;
}

type Judged = JudgedSheet<UploadColumn, UploadContent>;

/**
 * Takes a partner's file of vacancies: rows that break a rule come back, the others become drafts of the own organisation. The same
 * file again changes nothing.
 * @throws CodedError FORBIDDEN, of the file (see judgeSheet), READ_MODEL_STALE, IDEMPOTENCY_MISMATCH
 */
export async function uploadVacancies(
  context: SubgraphContext,
  asked: { readonly clientKey: string; readonly csv: string; readonly mode: UploadMode },
): Promise<UploadReport> {
  const { csv, clientKey, mode } = asked;
  const judged = await judgeSheet(csv, vacanciesSheet, context.tools.cipher);
  return context.write(async (manager) => {
    const employerId = await getOwnEmployer(manager, context);
    const take = async () => {
      const differing = await judgeAgainstRegistry(manager, context, employerId, judged);
      if (mode === 'LAND') await land(manager, context.viewer, employerId, judged);
      return reportOf(mode, judged, differing);
    };
    // Nothing is remembered of a check: the same key may land the file.
    if (mode === 'CHECK') return take();
    const request = { subject: context.viewer.subject, key: clientKey, input: { uploadVacancies: judged.hash } };
    return onceForKey(manager, request, take);
  });
}

function reportOf(mode: UploadMode, judged: Judged, changed: number): UploadReport {
  const rejected = judged.rejected();
  const accepted = judged.accepted().length;
  return { mode, read: judged.read, accepted, changed, rejected, rejectsCsv: rejectsCsv(rejected) };
}

/** A vacancy that has the code of a row already. */
interface Held {
  readonly code: string;
  readonly isDraft: boolean;
  readonly isSame: boolean;
}

/** Holds the rows against what stands here; gives how many of those that are left say something new. */
async function judgeAgainstRegistry(
  manager: WriteManager,
  context: SubgraphContext,
  employerId: string,
  judged: Judged,
): Promise<number> {
  const contents = () => judged.accepted().map(({ content }) => content);
  const unknown = new Set(
    await findUnknownSkills(
      manager,
      contents().flatMap((content) => content.skill_codes),
    ),
  );
  judged.gate('V6', 'keterampilan', ({ content }) => content.skill_codes.some((code) => unknown.has(code)));
  const latest = await findLatestDeadline(manager);
  judged.gate('V8', 'bukaSampai', ({ content: { open_until: until } }) => !isOpen(until, latest));
  await judgeWages(manager, context, judged);
  const held = await holdRows(manager, employerId, contents());
  judged.gate('V9', 'kodeLowongan', ({ key }) => {
    const found = held.get(key);
    return found !== undefined && !found.isDraft && !found.isSame;
  });
  return judged.accepted().filter(({ key }) => held.get(key)?.isSame !== true).length;
}

function isOpen(until: string | null, latest: string | null): boolean {
  return until !== null && until >= today() && (latest === null || until <= latest);
}

async function findLatestDeadline(manager: WriteManager): Promise<string | null> {
  const [found]: { latest: string | null }[] = await manager.query(`SELECT ${LATEST_DEADLINE}::text AS latest`);
  return found?.latest ?? null;
}

async function judgeWages(manager: WriteManager, context: SubgraphContext, judged: Judged): Promise<void> {
  const rows = judged.accepted();
  const questions = rows.map(({ content }) => ({
    regencyCode: content.regency_code ?? '',
    contractType: content.contract_type ?? 'PKWT',
    on: today(),
  }));
  const floors = await findWageFloors(manager, context.tools.mode, questions);
  const byRow = new Map(rows.map(({ number }, place) => [number, floors[place]]));
  judged.gate('V7', 'upahMinimum', ({ number, content }) => {
    const floor = byRow.get(number);
    return floor !== undefined && !isPaidEnough(content.wage_min ?? 0, floor);
  });
}

const GIVEN = 'jsonb_populate_recordset(NULL::vacancy, $2::jsonb)';
const columnsOf = (alias: string) => CONTENT_COLUMNS.map((column) => `${alias}.${column}`).join(', ');

/** The own vacancies that have the codes of some rows, locked so that they stay what they are until the file has landed. */
async function holdRows(
  manager: WriteManager,
  employerId: string,
  contents: readonly UploadContent[],
): Promise<ReadonlyMap<string, Held>> {
  const held: Held[] = await manager.query(
    `SELECT v.code, v.status = 'DRAFT' AS "isDraft", (${columnsOf('v')}) IS NOT DISTINCT FROM (${columnsOf('x')}) AS "isSame"
     FROM vacancy v JOIN ${GIVEN} x ON x.code = v.code WHERE v.employer_id = $1::uuid ORDER BY v.code FOR UPDATE OF v`,
    [employerId, JSON.stringify(contents)],
  );
  return new Map(held.map((row) => [row.code, row]));
}

/** Writes the accepted rows, then their events and notices: two statements, whatever their number. */
async function land(manager: WriteManager, viewer: Viewer, employerId: string, judged: Judged): Promise<void> {
  const contents = judged.accepted().map(({ content }) => content);
  const landed: { id: string }[] = await manager.query(LAND, [employerId, JSON.stringify(contents)]);
  const ids = landed.map(({ id }) => id);
  await manager.query(WRITE_DOWN, [ids, judged.hash, viewer.subject, viewer.role]);
}

const LAND = `
  INSERT INTO vacancy AS t (id, employer_id, employer_status, status, code, ${CONTENT_COLUMNS.join(', ')})
  SELECT gen_random_uuid(), e.id, e.status, 'DRAFT', x.code, ${columnsOf('x')}
  FROM ${GIVEN} x JOIN employer e ON e.id = $1::uuid ORDER BY x.code
  ON CONFLICT (employer_id, code) DO UPDATE SET version = t.version + 1, changed_at = now(),
    ${CONTENT_COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}
  WHERE t.status = 'DRAFT' AND (${columnsOf('t')}) IS DISTINCT FROM (${columnsOf('excluded')})
  RETURNING t.id`;

/** Apart from the rows: the policy of a history asks for its record, which a statement does not see that writes it. */
const WRITE_DOWN = `
  WITH events AS (
    INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, evidence, actor, actor_role)
    SELECT 'vacancy', v.id, CASE WHEN v.version = 1 THEN 'DRAFT' ELSE 'EDIT' END, CASE WHEN v.version > 1 THEN 'DRAFT' END,
      v.status, jsonb_build_object('code', v.code, 'file', $2::text), $3, $4
    FROM vacancy v WHERE v.id = ANY($1::uuid[]) ORDER BY v.code
  )
  INSERT INTO outbox (topic, entity_id, payload)
  SELECT 'vacancy', v.id, ${vacancyFact('v')} FROM vacancy v WHERE v.id = ANY($1::uuid[]) ORDER BY v.code`;
