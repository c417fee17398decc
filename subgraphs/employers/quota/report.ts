import { onceForKey } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { today } from '../../../shared/machine';
import type { SubgraphContext } from '../../../shared/subgraph';
import { employerFact } from '../employer/employer';
import { getOwnEmployer } from '../employer/own-employer';
import { LARGEST_HEADCOUNT, requireCounts } from './quota';
import type { HeadCounts } from './quota';

/** Head counts as an employer reports them. */
export interface QuotaReportRequest extends HeadCounts {
  readonly clientKey: string;
  /** `2026-S1` or `2026-S2`. */
  readonly period: string;
  /** The version that is corrected; 0 for the first report of the period. */
  readonly version: number;
}

/** What of it is kept, and answered again to the same key. */
interface Reported {
  readonly employerId: string;
  readonly version: number;
}

/**
 * Takes the head counts of the viewer's own organisation for a half year; what was reported before stays beside it.
 * @throws CodedError FORBIDDEN without an active account at an organisation, BAD_USER_INPUT, CONFLICT, IDEMPOTENCY_MISMATCH
 */
export function reportQuota(
  manager: WriteManager,
  context: SubgraphContext,
  { clientKey: key, ...report }: QuotaReportRequest,
): Promise<Reported> {
  const { subject, role } = context.viewer;
  return onceForKey(manager, { subject, key, input: report }, async () => {
    requirePeriod(report.period);
    requireCounts(report);
    if (report.headcount > LARGEST_HEADCOUNT) {
      throw new CodedError('BAD_USER_INPUT', { reason: `headcount is ${LARGEST_HEADCOUNT} at most` });
    }
    const employerId = await getOwnEmployer(manager, context);
    const version = await write(manager, employerId, report);
    await manager.query(
      `INSERT INTO quota_entry (employer_id, period, version, headcount, disabled_headcount, actor, actor_role)
       VALUES ($1::uuid, $2, $3, $4, $5, $6, $7)`,
      [employerId, report.period, version, report.headcount, report.disabledHeadcount, subject, role],
    );
    await manager.query(
      `INSERT INTO outbox (topic, entity_id, payload)
       SELECT 'employer', e.id, ${employerFact('e')} FROM employer e WHERE e.id = $1::uuid`,
      [employerId],
    );
    return { employerId, version };
  });
}

/** A half year that has begun. */
function requirePeriod(period: string): void {
  if (!/^20\d\d-S[12]$/.test(period)) throw new CodedError('BAD_USER_INPUT', { reason: 'period looks like 2026-S1' });
  const firstDay = `${period.slice(0, 4)}-${period.endsWith('1') ? '01-01' : '07-01'}`;
  if (firstDay > today()) throw new CodedError('BAD_USER_INPUT', { reason: 'period lies in the future' });
}

async function write(
  manager: WriteManager,
  employerId: string,
  { period, version, headcount, disabledHeadcount }: Omit<QuotaReportRequest, 'clientKey'>,
): Promise<number> {
  const values = [employerId, period, headcount, disabledHeadcount];
  const insert = `INSERT INTO quota_report (employer_id, period, headcount, disabled_headcount)
    VALUES ($1::uuid, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING version`;
  const update = `UPDATE quota_report SET headcount = $3, disabled_headcount = $4, version = version + 1
    WHERE employer_id = $1::uuid AND period = $2 AND version = $5 RETURNING version`;
  if (version === 0) {
    const [written]: { version: number }[] = await manager.query(insert, values);
    if (written) return written.version;
  } else {
    // An UPDATE answers with its rows and their number.
    const [[written]]: [{ version: number }[], number] = await manager.query(update, [...values, version]);
    if (written) return written.version;
  }
  throw new CodedError('CONFLICT', { what: 'quota report' });
}
