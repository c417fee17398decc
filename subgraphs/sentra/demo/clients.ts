import type { BulkConnection } from '../../../shared/database';
import type { DemoClient } from '../../../shared/machine';

/** Everybody the centres of the demo have brought as far as work, in an order that does not change. */
export async function findDemoClients(connection: BulkConnection): Promise<DemoClient[]> {
  const { rows } = await connection.query<DemoClient>(CLIENTS);
  return rows;
}

const last = (event: string) =>
  `(SELECT max((t.at AT TIME ZONE 'Asia/Jakarta')::date) FROM transition_event t
    WHERE t.machine = 'service_case' AND t.entity_id = c.id AND t.event = '${event}')`;

const CLIENTS = `
  WITH client AS (
    SELECT c.id, c.person_id, c.centre_id, c.region_code, c.status, ${last('CALL_READY_FOR_WORK')} AS ready_on,
      ${last('FOLLOW_UP')} AS placed_on, ${last('RESUME_SEARCH')} AS back_on, c.follow_up_outcome
    FROM service_case c WHERE c.person_id IS NOT NULL
  )
  SELECT id AS "caseId", person_id AS "personId", centre_id AS "centreId", region_code AS "regionCode", way,
    (CASE way WHEN 'READY' THEN ready_on WHEN 'BACK' THEN back_on ELSE placed_on END)::text AS since
  FROM client, LATERAL (SELECT CASE
    WHEN status = 'READY_FOR_WORK' AND back_on IS NOT NULL THEN 'BACK'
    WHEN status = 'READY_FOR_WORK' THEN 'READY'
    WHEN status = 'AFTERCARE' AND follow_up_outcome = 'PLACED' THEN 'AT_WORK'
    WHEN status = 'CLOSED' AND ready_on IS NOT NULL AND follow_up_outcome = 'PLACED' THEN 'RETAINED' END) w (way)
  WHERE way IS NOT NULL ORDER BY md5('client' || id)`;
