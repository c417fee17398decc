import { oneOf, plantRecords } from '../../../shared/machine';
import type { DemoPart, DemoTools, JourneyStep, Journeys } from '../../../shared/machine';
import { FAULTS } from '../device/device';
import type { DeviceEvent } from '../device/device';
import { DEVICE_RECORDS } from '../device/device-steps.graph';
import { DEVICE_RECEIVERS } from '../device/vocabulary';
import type { DeviceType } from '../device/vocabulary';
import { NEED_RECORDS } from '../device-need/need';
import type { NeedEvent } from '../device-need/need';
import { needs } from './needs';

/**
 * What the centres made in a year, whatever the scale of the demo: the totals, the motorcycles and the canes as the ministry
 * reported them, the rest shared out by the platform.
 */
export const MADE_IN_A_YEAR: Readonly<Record<DeviceType, number>> = {
  ADAPTIVE_CANE: 5_150,
  THREE_WHEEL_MOTORCYCLE: 600,
  ADAPTIVE_WHEELCHAIR: 350,
  MULTIPURPOSE_WHEELCHAIR: 250,
  ELECTRIC_WHEELCHAIR: 150,
  PROSTHESIS: 150,
  HEARING_AID: 150,
  ORTHOSIS: 100,
  OBSTACLE_SENSOR: 100,
};
/** Of a type one in so many more is planned or being made. */
const UNDER_WAY = 30;

type Steps = readonly JourneyStep<DeviceEvent>[];
const ASSEMBLED: Steps = ['PLAN', { event: 'ASSEMBLE', days: 20 }];
const MADE: Steps = [...ASSEMBLED, { event: 'PASS_CHECK', days: 3 }];
const REWORKED: Steps = [...ASSEMBLED, 'FAIL_CHECK', 'ASSEMBLE', { event: 'PASS_CHECK', days: 3 }];
const ALLOCATED: Steps = [...MADE, { event: 'ALLOCATE', days: 14 }];
const FITTED: Steps = [...ALLOCATED, { event: 'FIT', days: 10 }];
const GIVEN: Steps = [...FITTED, { event: 'HAND_OVER', days: 5 }];
const FOLLOWED: Steps = [...GIVEN, { event: 'FOLLOW_UP', days: 30 }];

const JOURNEYS: Journeys<DeviceEvent> = {
  UNMADE: [
    { weight: 4, steps: ['PLAN'] },
    { weight: 3, steps: ASSEMBLED },
    { weight: 2, steps: [...ASSEMBLED, 'FAIL_CHECK'] },
    { weight: 1, steps: ['PLAN', { event: 'WITHDRAW', days: 30 }] },
  ],
  STOCK: [
    { weight: 27, steps: MADE },
    { weight: 2, steps: REWORKED },
    { weight: 1, steps: [...MADE, { event: 'WITHDRAW', days: 30 }] },
  ],
  ALLOCATED: [
    { weight: 2, steps: ALLOCATED },
    { weight: 1, steps: [...ALLOCATED, 'POSTPONE_FITTING'] },
    { weight: 2, steps: FITTED },
  ],
  GIVEN: [
    { weight: 8, steps: GIVEN },
    { weight: 8, steps: FOLLOWED },
    { weight: 2, steps: [...FOLLOWED, { event: 'SERVICE', days: 50 }] },
    { weight: 1, steps: [...FOLLOWED, { event: 'REPLACE', days: 60 }] },
    { weight: 1, steps: [...FOLLOWED, { event: 'WITHDRAW', days: 60 }] },
  ],
};
/** Days over which the last step of a device is spread, so that all were made within the year. */
const SPREAD = 200;

const TEAMS = `
  INSERT INTO device_team (id, centre_id, name, assemblers, recorded_by)
  SELECT md5('team' || c.id || n)::uuid, c.id, 'Tim Contoh ' || n, 6 + 3 * n, 'sentra-officer'
  FROM centre c, generate_series(1, 3) n WHERE c.has_workshop`;

/**
 * Devices numbered by centre and type beside the needs there in order of waiting: of the needs five in six are met or have a
 * device allocated, as long as there are devices; the others wait.
 */
const chosen = ({ day }: DemoTools): string => `
  WITH shop AS (SELECT id, regency_code, row_number() OVER (ORDER BY id) - 1 AS number, count(*) OVER () AS shops
    FROM centre WHERE has_workshop),
  device AS (
    SELECT t.type, n, n > t.made AS unmade, s.id AS centre, s.regency_code,
      row_number() OVER (PARTITION BY t.type, s.id ORDER BY n) AS number
    FROM (VALUES ${Object.entries(MADE_IN_A_YEAR)
      .map(([type, made]) => `('${type}', ${made})`)
      .join(', ')}) t (type, made), generate_series(1, made + greatest(made / ${UNDER_WAY}, 8)) n
    JOIN shop s ON s.number = n % s.shops
  ), kinds AS (
    SELECT d.*, w.id AS need_id, w.person_id, w.region_code,
      CASE WHEN d.unmade THEN 'UNMADE' WHEN d.number <= w.waiting * 0.78 THEN 'GIVEN'
        WHEN d.number <= w.waiting * 0.83 THEN 'ALLOCATED' ELSE 'STOCK' END AS kind
    FROM device d LEFT JOIN demo_need w ON w.type = d.type AND w.centre = d.centre AND w.number = d.number AND NOT d.unmade
  )
  SELECT md5('device' || type || n)::uuid AS id, kind, type, centre, regency_code AS place, n,
    CASE WHEN kind IN ('GIVEN', 'ALLOCATED') THEN need_id END AS need_id,
    CASE WHEN kind IN ('GIVEN', 'ALLOCATED') THEN person_id END AS person_id,
    CASE WHEN kind IN ('GIVEN', 'ALLOCATED') THEN region_code ELSE regency_code END AS stands,
    (row_number() OVER (PARTITION BY kind ORDER BY md5(type || n)) - 1)::int AS serial,
    date '${day}' - ('x' || left(md5(type || n), 4))::bit(16)::int % ${SPREAD} AS ended_on
  FROM kinds`;

const date = (event: string) => `(r.days ->> '${event}')::date`;
/** Whether the person waits again: the device was exchanged, or taken back for a fault. */
const WAITS_AGAIN = `(r.status = 'REPLACED' OR r.status = 'WITHDRAWN' AND c.kind = 'GIVEN'
  AND r.reasons ->> 'WITHDRAW' IN (${FAULTS.map((fault) => `'${fault}'`).join(', ')}))`;

/** Needs follow the device by the same hand at the same time. */
const NEEDS_MET = `
  INSERT INTO device_need (id, centre_id, case_id, person_id, region_code, type, priority, assessed_on, status, version, met_on)
  SELECT w.id, w.centre, w.case_id, w.person_id, w.region_code, w.type, w.priority, ${date('ALLOCATE')} - w.waited,
    CASE WHEN ${WAITS_AGAIN} THEN 'WAITING' WHEN c.kind = 'GIVEN' THEN 'MET' ELSE 'ALLOCATED' END,
    CASE WHEN ${WAITS_AGAIN} THEN 4 WHEN c.kind = 'GIVEN' THEN 3 ELSE 2 END,
    CASE WHEN NOT ${WAITS_AGAIN} THEN ${date('HAND_OVER')} END
  FROM demo_chosen c JOIN demo_record r USING (id) JOIN demo_need w ON w.id = c.need_id`;

const DEVICES = `
  INSERT INTO device (id, centre_id, type, region_code, status, version, planned_for, assembled_by_team_id, assembled_on, made_on,
    need_id, person_id, allocated_on, fitting_due_on, postponed_for, fitted_on, measures, handed_over_on, bast_number, received_by,
    followed_up_on, use, serviced_on, end_reason)
  SELECT c.id, c.centre, c.type, c.stands, r.status, r.version, coalesce(${date('ASSEMBLE')}, r.began_on + 30),
    CASE WHEN r.days ? 'ASSEMBLE' THEN md5('team' || c.centre || 1 + c.serial % 3)::uuid END, ${date('ASSEMBLE')},
    ${date('PASS_CHECK')}, c.need_id, c.person_id, ${date('ALLOCATE')}, ${date('POSTPONE_FITTING')} + 30,
    r.reasons ->> 'POSTPONE_FITTING', ${date('FIT')}, CASE WHEN r.days ? 'FIT' THEN 'Contoh: ukuran ' || (c.serial % 5 + 1) END,
    ${date('HAND_OVER')}, CASE WHEN r.days ? 'HAND_OVER' THEN 'BAST-' || c.centre || '/' || (c.serial + 1) END,
    CASE WHEN r.days ? 'HAND_OVER' THEN ${oneOf(Object.keys(DEVICE_RECEIVERS), 'c.serial')} END, ${date('FOLLOW_UP')},
    CASE WHEN r.days ? 'FOLLOW_UP' THEN CASE c.serial % 7 WHEN 6 THEN 'NOT_USED' WHEN 5 THEN 'SOMETIMES' ELSE 'DAILY' END END,
    ${date('SERVICE')}, coalesce(r.reasons ->> 'WITHDRAW', r.reasons ->> 'REPLACE')
  FROM demo_chosen c JOIN demo_record r USING (id)`;

const NEED_STEPS = `
  INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, actor, actor_role, at)
  SELECT 'device_need', w.id, 'REGISTER', NULL, 'WAITING', s.actor, s.actor_role, s.at - make_interval(days => w.waited)
  FROM demo_step s JOIN demo_chosen c USING (id) JOIN demo_need w ON w.id = c.need_id WHERE s.event = 'ALLOCATE' ORDER BY s.at, w.id;
  INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, actor, actor_role, at)
  SELECT 'device_need', c.need_id, m.event, m.from_status, m.to_status, s.actor, s.actor_role, s.at
  FROM demo_step s JOIN demo_chosen c USING (id) JOIN demo_record r USING (id) JOIN (VALUES
      ('ALLOCATE', 'ALLOCATE', 'WAITING', 'ALLOCATED'), ('HAND_OVER', 'MEET', 'ALLOCATED', 'MET'),
      ('REPLACE', 'REOPEN', 'MET', 'WAITING'), ('WITHDRAW', 'REOPEN', 'MET', 'WAITING')
    ) m (device_event, event, from_status, to_status) ON m.device_event = s.event
  WHERE c.need_id IS NOT NULL AND (m.event <> 'REOPEN' OR ${WAITS_AGAIN}) ORDER BY s.at, c.need_id, s.number;
  INSERT INTO outbox (topic, entity_id, payload)
  SELECT 'device_need', f.id, ${NEED_RECORDS.fact('f')} FROM device_need f ORDER BY f.id;
  DELETE FROM demo_need w USING demo_chosen c WHERE w.id = c.need_id`;

/** The public counts, as the steps count: a plan that was given up is none. */
const COUNTS = `
  INSERT INTO device_count (centre_id, type, year, quarter, planned, made, distributed)
  SELECT d.centre_id, d.type, extract(year FROM x.day), extract(quarter FROM x.day), count(*) FILTER (WHERE x.what = 'planned'),
    count(*) FILTER (WHERE x.what = 'made'), count(*) FILTER (WHERE x.what = 'distributed')
  FROM device d, LATERAL (VALUES
    ('planned', CASE WHEN d.status <> 'WITHDRAWN' OR d.made_on IS NOT NULL THEN d.planned_for END), ('made', d.made_on),
    ('distributed', d.handed_over_on)) x (what, day)
  WHERE x.day IS NOT NULL GROUP BY 1, 2, 3, 4`;

const NEED_JOURNEYS: Journeys<NeedEvent> = {
  need: [
    { weight: 9, steps: ['REGISTER'] },
    { weight: 1, steps: ['REGISTER', { event: 'WITHDRAW', days: 40 }] },
  ],
};

const stillWaiting = ({ day }: DemoTools): string => `
  SELECT id, 'need' AS kind, region_code AS place, centre, case_id, person_id, type, priority,
    (row_number() OVER (ORDER BY md5(id::text)) - 1)::int AS serial, date '${day}' - waited / 2 AS ended_on
  FROM demo_need`;

const NEEDS_OPEN = `
  INSERT INTO device_need (id, centre_id, case_id, person_id, region_code, type, priority, assessed_on, status, version, end_reason)
  SELECT c.id, c.centre, c.case_id, c.person_id, c.place, c.type, c.priority, r.began_on, r.status, r.version,
    r.reasons ->> 'WITHDRAW'
  FROM demo_chosen c JOIN demo_record r USING (id)`;

/**
 * A year of devices of the centres that have a workshop, handed over only to persons with a need: as many as the nation has, so
 * that most stay in stock.
 */
export const DEVICES_DEMO: DemoPart = {
  name: 'demo-devices',
  plant: async (connection, tools) => {
    const { home, disabled } = tools;
    await connection.query(TEAMS);
    await connection.query(`CREATE TEMP TABLE demo_need ON COMMIT DROP AS ${needs(tools, disabled)}`);
    await connection.query('ANALYZE demo_need');
    await plantRecords(connection, {
      records: DEVICE_RECORDS,
      journeys: JOURNEYS,
      chosen: chosen(tools),
      insert: [NEEDS_MET, DEVICES, NEED_STEPS, COUNTS].join(';'),
      home,
    });
    await plantRecords(connection, {
      records: NEED_RECORDS,
      journeys: NEED_JOURNEYS,
      chosen: stillWaiting(tools),
      insert: NEEDS_OPEN,
      home,
    });
  },
};
