import { asSystem, onceForKey } from '../../../shared/database';
import type { BatchSource } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { loadMany, loadOne } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { today } from '../../../shared/machine';
import { MOST_AT_WORK, publishSkaMonths } from './ska';
import type { SkaMonthRow, SkaRow } from './ska';

const columns = {
  centreId: 's.centre_id',
  targetGroups: 's.target_groups',
  lines: 's.lines',
  isAssumed: 's.is_assumed',
};
const ofCentre: BatchSource = {
  from: 'ska s',
  key: { column: 's.centre_id', type: 'text', property: 'centreId' },
  projection: { columns, always: Object.keys(columns) },
};

const monthColumns = {
  centreId: 'm.centre_id',
  line: 'm.line',
  month: 'm.month',
  revenue: 'm.revenue::float8',
  atWork: 'm.at_work',
};
const months: BatchSource = {
  from: 'ska_month m',
  key: { column: 'm.centre_id', type: 'text', property: 'centreId' },
  projection: { columns: monthColumns, always: Object.keys(monthColumns) },
  orderBy: 'm.month DESC, m.line',
};

/** The Sentra Kreasi ATENSI of a centre, if it has one; one statement for all centres of the fetch. */
export function findSka(context: SubgraphContext, centreId: string): Promise<SkaRow | undefined> {
  return loadOne<SkaRow>(context, 'Ska', ofCentre, centreId, []);
}

/** What its lines of business made, newest month first. */
export function findSkaMonths(context: SubgraphContext, centreId: string): Promise<SkaMonthRow[]> {
  return loadMany<SkaMonthRow>(context, 'SkaMonth', months, centreId, []);
}

/**
 * Records what the Sentra Kreasi ATENSI of the officer's centre is.
 * @returns the centre
 * @throws CodedError FORBIDDEN, IDEMPOTENCY_MISMATCH
 */
export async function recordSka(
  context: SubgraphContext,
  { clientKey, ...ska }: Pick<SkaRow, 'targetGroups' | 'lines'> & { readonly clientKey: string },
): Promise<string> {
  const { viewer } = context;
  const centreId = ownCentre(viewer.sentraId);
  const request = { subject: viewer.subject, key: clientKey, input: { ...ska } };
  await context.write((manager) =>
    onceForKey(manager, request, async () => {
      await manager.query(
        `INSERT INTO ska (centre_id, target_groups, lines, is_assumed) VALUES ($1, $2::text[], $3::text[], false)
         ON CONFLICT (centre_id) DO UPDATE SET target_groups = excluded.target_groups, lines = excluded.lines,
           is_assumed = false`,
        [centreId, [...new Set(ska.targetGroups)], [...new Set(ska.lines)]],
      );
      await asSystem(manager, viewer, () =>
        manager.query('UPDATE centre SET has_ska = true WHERE id = $1 AND NOT has_ska', [centreId]),
      );
      return null;
    }),
  );
  return centreId;
}

/**
 * Records what a line of business of the officer's centre made in a month; said again it is corrected.
 * @returns the centre
 * @throws CodedError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_MISMATCH
 */
export async function recordSkaMonth(
  context: SubgraphContext,
  { clientKey, ...made }: Omit<SkaMonthRow, 'centreId'> & { readonly clientKey: string },
): Promise<string> {
  const { viewer } = context;
  const centreId = ownCentre(viewer.sentraId);
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(made.month) || made.month > today().slice(0, 7)) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'a month looks like 2026-07 and has begun' });
  }
  if (made.revenue < 0 || made.atWork < 0) throw new CodedError('BAD_USER_INPUT', { reason: 'nothing is below zero' });
  if (made.atWork > MOST_AT_WORK) {
    throw new CodedError('BAD_USER_INPUT', { reason: `at most ${MOST_AT_WORK} people are at work` });
  }
  const request = { subject: viewer.subject, key: clientKey, input: { ...made } };
  await context.write((manager) =>
    onceForKey(manager, request, async () => {
      const [known]: object[] = await manager.query('SELECT FROM ska WHERE centre_id = $1 AND $2 = ANY (lines)', [
        centreId,
        made.line,
      ]);
      if (!known) throw new CodedError('BAD_USER_INPUT', { reason: 'your centre has no such line of business' });
      await manager.query(
        `INSERT INTO ska_month (centre_id, line, month, revenue, at_work, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (centre_id, line, month) DO UPDATE SET revenue = excluded.revenue, at_work = excluded.at_work,
           recorded_by = excluded.recorded_by`,
        [centreId, made.line, made.month, made.revenue, made.atWork, viewer.subject],
      );
      await asSystem(manager, viewer, () =>
        manager.query(publishSkaMonths('f.centre_id = $1 AND f.line = $2 AND f.month = $3'), [
          centreId,
          made.line,
          made.month,
        ]),
      );
      return null;
    }),
  );
  return centreId;
}

function ownCentre(sentraId: string | undefined): string {
  if (sentraId !== undefined) return sentraId;
  throw new CodedError('FORBIDDEN', { reason: 'your account names no Sentra' });
}
