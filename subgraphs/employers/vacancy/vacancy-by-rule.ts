import type { BulkConnection, WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { TODAY } from '../../../shared/machine';
import { AT_WORK_STATES } from '../referral/referral';
import { vacancyFact } from './vacancy';
import type { CLOSE_REASONS, FILL_REASONS } from './vacancy';

/** A step a rule takes of published vacancies: status, version, events and notices in one statement. */
function step(
  event: 'FILL' | 'CLOSE',
  to: 'FILLED' | 'CLOSED',
  reason: (typeof FILL_REASONS)[number] | (typeof CLOSE_REASONS)[number],
  due: string,
): string {
  return `
    WITH moved AS (
      UPDATE vacancy v SET status = '${to}', version = v.version + 1, changed_at = now()
      WHERE v.status = 'PUBLISHED' AND ${due} RETURNING v.*
    ), events AS (
      INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, reason, evidence, actor, actor_role)
      SELECT 'vacancy', id, '${event}', 'PUBLISHED', status, '${reason}', jsonb_build_object('seats', seats,
        'seatsTaken', seats_taken, 'openUntil', open_until), 'system:vacancy', 'SYSTEM' FROM moved
    ), notices AS (
      INSERT INTO outbox (topic, entity_id, payload) SELECT 'vacancy', m.id, ${vacancyFact('m')} FROM moved m
    )
    SELECT id FROM moved`;
}

const CLOSE_OVERDUE = step('CLOSE', 'CLOSED', 'DEADLINE_PASSED', `v.open_until < ${TODAY}`);
const FILL_TAKEN = step('FILL', 'FILLED', 'SEATS_TAKEN', 'v.id = $1::uuid AND v.seats_taken >= v.seats');

/** Closes every published vacancy whose last day to apply has passed; the number of them. Asked again it closes nothing. */
export async function closeOverdue(connection: BulkConnection): Promise<number> {
  const { rows } = await connection.query(CLOSE_OVERDUE);
  return rows.length;
}

/** A referral whose person is about to begin or end work, before its row says so. */
export interface Moving {
  readonly referralId: string;
  readonly isAtWork: boolean;
}

/**
 * Counts how many seats of a vacancy people have who were referred here, and fills it when all are taken. To be called, as the
 * platform (`asSystem`), in the transaction in which somebody is placed or leaves: the vacancy's row is locked, so that of two who
 * take the last seat at once the second one finds it taken.
 * @param moving whoever is placed or leaves by a step whose status is not written yet
 * @throws CodedError RULES_NOT_MET when more people are placed than there are seats
 */
export async function fillIfTaken(manager: WriteManager, vacancyId: string, moving?: Moving): Promise<void> {
  const locked: object[] = await manager.query('SELECT id FROM vacancy WHERE id = $1::uuid FOR UPDATE', [vacancyId]);
  if (locked.length === 0) throw new Error('seats are counted by the platform, of a vacancy that is there');
  const [[counted]]: [{ isOverfull: boolean }[]] = await manager.query(COUNT_SEATS, [
    vacancyId,
    AT_WORK_STATES,
    moving?.referralId ?? null,
    moving?.isAtWork ?? false,
  ]);
  if (moving?.isAtWork === true && counted?.isOverfull === true) {
    throw new CodedError('RULES_NOT_MET', { what: 'placement', rules: ['FREE_SEAT (every seat is taken)'] });
  }
  await manager.query(FILL_TAKEN, [vacancyId]);
}

const COUNT_SEATS = `
  UPDATE vacancy v SET seats_taken = (SELECT count(*) FROM referral r WHERE r.vacancy_id = v.id
    AND CASE WHEN r.id = $3::uuid THEN $4::boolean ELSE r.status = ANY($2) END)
  WHERE v.id = $1::uuid RETURNING v.seats_taken > v.seats AS "isOverfull"`;
