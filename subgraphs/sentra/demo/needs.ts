import { quoted } from '../../../shared/machine';
import type { DemoTools, DisabledPerson } from '../../../shared/machine';
import type { DeviceType } from '../device/vocabulary';

/** Of ten people with a disability that a device can help so many are registered as in need of one; estimated. */
const REGISTERED = 7;

/** What people need by their disability, one entry for each in ten. */
const TYPES: Readonly<Record<string, readonly DeviceType[]>> = {
  FISIK: [
    ...Array<DeviceType>(3).fill('THREE_WHEEL_MOTORCYCLE'),
    ...Array<DeviceType>(2).fill('ADAPTIVE_WHEELCHAIR'),
    'MULTIPURPOSE_WHEELCHAIR',
    'MULTIPURPOSE_WHEELCHAIR',
    'ELECTRIC_WHEELCHAIR',
    'PROSTHESIS',
    'ORTHOSIS',
  ],
  SENSORIK: [...Array<DeviceType>(7).fill('ADAPTIVE_CANE'), 'OBSTACLE_SENSOR', 'HEARING_AID', 'HEARING_AID'],
};

/**
 * Who needs a device of which type, at a centre with a workshop, numbered by centre and type in the order of waiting; `waiting` is
 * how many they are, `waited` the days until a device is allocated.
 */
export function needs({ home: { district, centre } }: DemoTools, disabled: readonly DisabledPerson[]): string {
  const persons = quoted(
    JSON.stringify(disabled.map(({ id, regionCode, disabilities }) => ({ id, regionCode, kind: disabilities[0] }))),
  );
  const types = Object.entries(TYPES).map(
    ([kind, each]) => `WHEN '${kind}' THEN (ARRAY[${each.map(quoted).join(', ')}])[1 + chance / 10 % ${each.length}]`,
  );
  return `
    WITH shop AS (SELECT array_agg(id ORDER BY id) AS ids FROM centre WHERE has_workshop),
    person AS (
      SELECT p.id AS person_id, p."regionCode" AS region_code, p.kind, ('x' || left(md5('need' || p.id), 6))::bit(24)::int AS chance
      FROM jsonb_to_recordset(${persons}::jsonb) AS p(id uuid, "regionCode" text, kind text)
    ), need AS (
      SELECT md5('need' || person_id)::uuid AS id, person_id, region_code, CASE kind ${types.join(' ')} END AS type,
        CASE WHEN region_code LIKE '${district}%' THEN '${centre}' ELSE shop.ids[1 + chance % cardinality(shop.ids)] END AS centre,
        CASE chance % 20 WHEN 0 THEN 'EMERGENCY' WHEN 1 THEN 'HIGH' WHEN 2 THEN 'HIGH' ELSE 'NORMAL' END AS priority,
        20 + chance % 90 AS waited
      FROM person, shop WHERE chance % 10 < ${REGISTERED} AND kind IN (${Object.keys(TYPES).map(quoted).join(', ')})
    )
    SELECT n.*, (SELECT c.id FROM service_case c WHERE c.person_id = n.person_id AND c.centre_id = n.centre) AS case_id,
      row_number() OVER (PARTITION BY centre, type ORDER BY priority, waited DESC, id) AS number,
      count(*) OVER (PARTITION BY centre, type) AS waiting
    FROM need n`;
}
