import { homeFirst, oneOf, plantRecords } from '../../../shared/machine';
import type { DemoPart, DemoTools, JourneyStep, Journeys } from '../../../shared/machine';
import type { CommunityEvent } from '../community/community';
import { COMMUNITY_RECORDS } from '../community/community-steps.graph';
import type { HelperEvent } from '../psks/helper';
import { HELPER_RECORDS } from '../psks/helper-steps.graph';
import type { LksEvent } from '../psks/lks';
import { LKS_RECORDS } from '../psks/lks-steps.graph';
import { PSKS_TYPES } from '../psks/psks';

/** Names that are sealed once and shared by several helpers. */
const NAMES = 60;
const PERSONS = ['TKSK', 'PSM', 'TAGANA', 'PENYULUH_SOSIAL', 'PEKERJA_SOSIAL_PROFESIONAL', 'WANITA_PEMIMPIN'];

const HELPERS: Journeys<HelperEvent> = {
  helper: [
    { weight: 8, steps: ['PROPOSE', { event: 'CONFIRM', days: 30 }] },
    { weight: 1, steps: ['PROPOSE'] },
    { weight: 1, steps: ['PROPOSE', { event: 'CONFIRM', days: 30 }, { event: 'END', days: 200 }] },
    { weight: 1, steps: ['PROPOSE', { event: 'END', days: 30 }] },
  ],
};

const ACCREDITED: readonly JourneyStep<LksEvent>[] = [
  'APPLY',
  { event: 'ASSESS', days: 40 },
  { event: 'ACCREDIT', days: 20 },
];
/** Days of the longest accreditation, and one. */
const OVER = 3 * 366;
const INSTITUTIONS: Journeys<LksEvent> = {
  lks: [
    { weight: 8, steps: ACCREDITED },
    { weight: 2, steps: ['APPLY', { event: 'ASSESS', days: 40 }] },
    { weight: 2, steps: ['APPLY'] },
    { weight: 1, steps: ['APPLY', { event: 'ASSESS', days: 40 }, 'RETURN'] },
    { weight: 1, steps: [...ACCREDITED, { event: 'EXPIRE', days: OVER }] },
    { weight: 1, steps: [...ACCREDITED, { event: 'REVOKE', days: 300 }] },
    { weight: 1, steps: [...ACCREDITED, { event: 'EXPIRE', days: OVER }, { event: 'REAPPLY', days: 30 }] },
  ],
};

const RUNNING: readonly JourneyStep<CommunityEvent>[] = [
  'PROPOSE',
  { event: 'ASSESS', days: 30 },
  { event: 'APPROVE', days: 30 },
  { event: 'START', days: 20 },
];
const ACTIVITIES: Journeys<CommunityEvent> = {
  activity: [
    { weight: 3, steps: [...RUNNING, { event: 'COMPLETE', days: 150 }] },
    { weight: 2, steps: RUNNING },
    { weight: 1, steps: RUNNING.slice(0, 3) },
    { weight: 1, steps: RUNNING.slice(0, 2) },
    { weight: 1, steps: RUNNING.slice(0, 1) },
    { weight: 1, steps: [...RUNNING.slice(0, 2), 'REJECT'] },
    { weight: 1, steps: [...RUNNING, { event: 'CANCEL', days: 60 }] },
  ],
};

/** Villages of every populated district, one in so many, the home district's first. */
const villages = ({ day, home }: DemoTools, noun: string, each: number, further = 0): string => `
  WITH village AS (
    SELECT region_code, row_number() OVER (PARTITION BY left(region_code, 6) ORDER BY md5(region_code)) AS in_district
    FROM (SELECT DISTINCT region_code FROM family_ref) once
  ), line AS (
    SELECT region_code, row_number() OVER (ORDER BY ${homeFirst('region_code', 'region_code', home)}) AS number
    FROM village WHERE in_district <= ${further + 1}
  )
  SELECT md5('${noun}' || region_code)::uuid AS id, '${noun}' AS kind, region_code AS place,
    (row_number() OVER (ORDER BY number) - 1)::int AS serial,
    date '${day}' - 3 - ('x' || left(md5('${noun}' || region_code), 4))::bit(16)::int % 60 AS ended_on
  FROM line WHERE number % ${each} = 0 OR number <= 12`;

const helpers = (names: readonly string[]): string => `
  INSERT INTO psks_helper (id, type, name_sealed, region_code, status, version, active_on, ended_on, end_reason)
  SELECT c.id, ${oneOf(PERSONS, 'c.serial')}, ${oneOf(names, 'c.serial')}, c.place, r.status, r.version,
    (r.days ->> 'CONFIRM')::date, (r.days ->> 'END')::date, r.reasons ->> 'END'
  FROM demo_chosen c JOIN demo_record r USING (id);
  INSERT INTO psks_count (type, regency_code, year, number)
  SELECT type, regency, year, 3 + ('x' || left(md5(type || regency), 4))::bit(16)::int % 90
  FROM (SELECT DISTINCT left(region_code, 4) AS regency FROM family_ref) r,
    unnest(ARRAY[${Object.keys(PSKS_TYPES)
      .map((type) => `'${type}'`)
      .join(', ')}]) type, unnest(ARRAY[2025, 2026]) year`;

const LKS = `
  INSERT INTO lks (id, name, region_code, is_legal_entity, status, version, score, accreditation, accredited_on, accredited_until)
  SELECT c.id, 'LKS Contoh ' || ${oneOf(['Kasih', 'Harapan', 'Budi', 'Mulia', 'Sentosa'], 'c.serial')} || ' ' || (c.serial + 1),
    c.place, c.serial % 4 <> 3, r.status, r.version, CASE WHEN r.days ? 'ASSESS' THEN 60 + c.serial % 40 END,
    CASE r.status WHEN 'ACCREDITED' THEN ${oneOf(['A', 'B', 'C'], 'c.serial')} ELSE 'NONE' END, (r.days ->> 'ACCREDIT')::date,
    coalesce((r.days ->> 'REVOKE')::date, ((r.days ->> 'ACCREDIT')::date + interval '3 years')::date)
  FROM demo_chosen c JOIN demo_record r USING (id)`;

const COMMUNITY = `
  INSERT INTO community_activity (id, community, title, village_code, is_indigenous, households, households_reached, budget,
    partners, status, version, started_on, completed_on)
  SELECT c.id, 'Komunitas Contoh ' || (c.serial + 1),
    ${oneOf(['Air bersih', 'Rumah layak huni', 'Kebun bersama', 'Listrik surya', 'Sekolah lapang'], 'c.serial')}, c.place,
    c.serial % 3 = 0, 20 + c.serial % 60, CASE WHEN r.days ? 'COMPLETE' THEN 15 + c.serial % 60 END,
    50000000 + 5000000 * (c.serial % 30), CASE c.serial % 2 WHEN 0 THEN ARRAY['LKS Contoh Kasih 1'] ELSE '{}' END, r.status,
    r.version, (r.days ->> 'START')::date, (r.days ->> 'COMPLETE')::date
  FROM demo_chosen c JOIN demo_record r USING (id)`;

/** Helpers in every populated district with the yearly counts of regencies, institutions, and activities for communities. */
export const REGISTERS_DEMO: DemoPart = {
  name: 'demo-registers',
  plant: async (connection, tools) => {
    const { home, cipher } = tools;
    const names = tools.names.slice(0, NAMES).map((name) => cipher.seal(name));
    const chosen = villages(tools, 'helper', 1, 1);
    await plantRecords(connection, {
      records: HELPER_RECORDS,
      journeys: HELPERS,
      chosen,
      insert: helpers(names),
      home,
    });
    const places = villages(tools, 'lks', 4);
    await plantRecords(connection, { records: LKS_RECORDS, journeys: INSTITUTIONS, chosen: places, insert: LKS, home });
    const communities = villages(tools, 'activity', 6, 1);
    await plantRecords(connection, {
      ...{ records: COMMUNITY_RECORDS, journeys: ACTIVITIES, chosen: communities, insert: COMMUNITY, home },
    });
  },
};
