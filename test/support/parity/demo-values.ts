import { createFieldCipher } from '../../../shared/database';
import type { Random } from '../../../platform/demo/nation/random';
import { identitiesOf } from '../../../platform/platform';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../database';
import type { TestPlatform } from '../platform';
import type { ArgumentRate, ValueSource } from './values';

type Pools = Readonly<Record<string, readonly string[]>>;

const UNKNOWN_ID = '00000000-0000-8000-8000-000000000000';
const UNKNOWN = 0.12;
const MOST_EACH = 12;

/** Of those nearby the records that went furthest first: they have most to tell. */
const nearFirst = (table: string, schema = 'programs') =>
  `SELECT id FROM ${schema}.${table} ORDER BY region_code NOT LIKE '320405%', version DESC, id`;
const BUSINESS_SELECTS = {
  kubeGroup: nearFirst('kube_group'),
  penaCase: nearFirst('pena_case'),
  prokusCase: nearFirst('prokus_case'),
};

/** Where real values are in the database; rows of the pendamping's district first, so that every viewer finds some. */
const SELECTS: Readonly<Record<string, string>> = {
  family: `SELECT id FROM beneficiaries.family ORDER BY region_code NOT LIKE '320405%', id`,
  person: `SELECT id FROM beneficiaries.person ORDER BY region_code NOT LIKE '320405%', id`,
  nik: `SELECT nik_sealed AS id FROM beneficiaries.person WHERE nik_sealed IS NOT NULL ORDER BY region_code NOT LIKE '320405%', id`,
  word: `SELECT split_part(full_name, ' ', 1) AS id FROM beneficiaries.person GROUP BY 1 ORDER BY count(*) DESC`,
  candidate: `SELECT id FROM beneficiaries.duplicate_candidate ORDER BY id`,
  twin: `SELECT left_id AS id FROM beneficiaries.duplicate_candidate ORDER BY id`,
  enrolment: `SELECT e.id FROM programs.enrolment e JOIN programs.family_ref fr ON fr.id = e.family_id ORDER BY fr.region_code NOT LIKE '320405%', e.id`,
  grievance: nearFirst('grievance'),
  changeRequest: `SELECT id FROM beneficiaries.change_request ORDER BY proposed_by NOT IN ('pendamping', 'citizen'), version DESC, id`,
  consent: `SELECT c.id FROM beneficiaries.consent c JOIN beneficiaries.person p ON p.id = c.person_id ORDER BY p.region_code NOT LIKE '320405%', c.version DESC, c.id`,
  helper: nearFirst('psks_helper'),
  lks: nearFirst('lks'),
  community: `SELECT id FROM programs.community_activity ORDER BY version DESC, id`,
  ...BUSINESS_SELECTS,
  case: `SELECT id FROM sentra.service_case ORDER BY centre_id <> 'S-001', region_code NOT LIKE '320405%', version DESC, id`,
  device: nearFirst('device', 'sentra'),
  deviceNeed: nearFirst('device_need', 'sentra'),
  graduation: nearFirst('graduation'),
  employer: `SELECT id FROM employers.employer ORDER BY status <> 'ACTIVE', id`,
  vacancy: `SELECT id FROM employers.vacancy ORDER BY status <> 'PUBLISHED', id`,
  place: `SELECT DISTINCT regency_code AS id FROM employers.vacancy ORDER BY 1`,
};

const PLACES = ['32', '3204', '320405', '3204052001', '31', '11'];
const PROGRAMS = ['PKH', 'SEMBAKO', 'PBI_JK', 'YAPI', 'RUTILAHU'];

/** Which values fit where, by the end of a place's coordinate; the first that fits decides. */
const FITTING: readonly (readonly [RegExp, string])[] = [
  [/Query\.(family)\.id|FamilyListFilter|families\.filter\.(\w+\.)*id\.|familyId/, 'family'],
  [/Query\.(duplicatesOf)\.|findDuplicatesOf/, 'twin'],
  [/Query\.person\.id|persons\.filter\.(\w+\.)*id\./, 'person'],
  [/Query\.grievance\.id/, 'grievance'],
  [/Query\.changeRequest\.id/, 'changeRequest'],
  [/Query\.consent\.id/, 'consent'],
  [/Query\.psksHelper\.id/, 'helper'],
  [/Query\.lks\.id/, 'lks'],
  [/Query\.communityActivity\.id/, 'community'],
  [/psksCounts\.code/, 'regency'],
  [/personsByNik/, 'nik'],
  [/searchPersons\.name/, 'word'],
  [/compareDuplicate/, 'candidate'],
  [/graduation\.id|graduations\.filter\.(\w+\.)*id\./, 'graduation'],
  [/enrolmentId/, 'enrolment'],
  [/enrolment\.id|enrolments\.filter\.(\w+\.)*id\./, 'enrolment'],
  [/kubeGroups?\.(filter\.(\w+\.)*)?id/, 'kubeGroup'],
  [/penaCases?\.(filter\.(\w+\.)*)?id/, 'penaCase'],
  [/prokusCases?\.(filter\.(\w+\.)*)?id/, 'prokusCase'],
  [/minimumWages/, 'place'],
  [/serviceCase\.id|serviceCases\.filter\.(\w+\.)*id\./, 'case'],
  [/Query\.device\.id|devices\.filter\.(\w+\.)*id\./, 'device'],
  [/Query\.deviceNeed\.id|deviceNeeds\.filter\.(\w+\.)*id\./, 'deviceNeed'],
  [/centre\.code|centreCode|centreId|centres\.filter\.(\w+\.)*id\./, 'centre'],
  [/employer\.id|employers\.filter\.(\w+\.)*id\.|\.employer\./, 'employer'],
  [/vacancy\.id|vacancies\.filter\.(\w+\.)*id\./, 'vacancy'],
  [/program\.code|programCode/, 'program'],
  [/kpmFlags/, 'program'],
  [/region|parentCode|regions|\.regencies\./, 'place'],
  [/sector/, 'sector'],
  [/accommodations/, 'accommodation'],
  [/snapshot/, 'snapshot'],
  [/period/, 'period'],
];

/** The viewers of the demo, as its tokens name them, and the public. */
export function demoViewer(platform: TestPlatform, name: string): Viewer {
  const found = identitiesOf(platform.database.config).find((identity) => identity.name === name);
  if (!found) throw new Error(`no identity ${name}`);
  return found.viewer;
}

/** Values that exist in the demo nation, with some that do not. */
export async function readDemoValues(platform: TestPlatform): Promise<ValueSource> {
  const pools = await readPools(platform);
  const cursors = await readCursors(platform);
  return (place, type, random) => {
    if (type === 'DateTime') return random.pick(['2024-06-30T00:00:00Z', '2026-01-01T12:00:00Z']);
    if (type === 'Date') return random.pick(['2024-06-30', '2025-01-01', '2026-01-01', '2026-09-01', '1990-05-05']);
    if (type === 'SafeInt') return random.int(1, 1_000_000);
    if (place.startsWith('Mutation.')) return mutationValue(place, type, random, pools);
    if (/\.(after|before)$/.test(place)) return drawCursor(cursors, place, random);
    if (/\.(first|last)$/.test(place)) return random.chance(0.02) ? random.pick([0, -1, 101]) : random.int(1, 3);
    if (type === 'Int') return place.includes('year') ? random.int(2024, 2026) : random.int(1, 5);
    if (type !== 'ID' && type !== 'String') return undefined;
    const pool = FITTING.find(([fits]) => fits.test(place))?.[1];
    return drawFrom(pool === undefined ? [] : (pools[pool] ?? []), random);
  };
}

/** Pages are kept small and filters rare enough for answers to hold something. */
export const demoRate: ArgumentRate = (place) => {
  if (place.endsWith('.first')) return 0.95;
  if (/\.(last|before)$/.test(place)) return 0.02;
  if (place.endsWith('.after')) return 0.12;
  if (place.endsWith('.filter')) return 0.2;
  return place.endsWith('.orderBy') ? 0.15 : 0.5;
};

function drawFrom(pool: readonly string[], random: Random): string {
  return pool.length === 0 || random.chance(UNKNOWN) ? random.pick([UNKNOWN_ID, '99', 'none']) : random.pick(pool);
}

/** Mutations name things that are not there: they would change what the other side then reads. */
function mutationValue(place: string, type: string, random: Random, pools: Pools): string | number | undefined {
  if (type === 'Int' || type === 'SafeInt') return random.int(1, 3);
  if (type === 'Date') return random.pick(['2024-06-30', '2026-09-01']);
  if (place.endsWith('keep')) return drawFrom(pools['person'] ?? [], random);
  return type === 'ID' ? UNKNOWN_ID : undefined;
}

function drawCursor(cursors: ReadonlyMap<string, readonly string[]>, place: string, random: Random): string {
  const known = cursors.get(place.replace(/\.\w+$/, '')) ?? [];
  return known.length === 0 || random.chance(0.05) ? 'made.up.cursor' : random.pick(known);
}

async function readPools(platform: TestPlatform): Promise<Pools> {
  const cipher = createFieldCipher(platform.database.config.keys);
  const pools: Record<string, readonly string[]> = {};
  await asAdmin(async (client) => {
    for (const [name, select] of Object.entries(SELECTS)) {
      const { rows } = await client.query<{ id: string }>(`${select} LIMIT ${MOST_EACH}`);
      pools[name] = rows.map(({ id }) => (name === 'nik' ? cipher.open(id) : id));
    }
  }, platform.database.adminUrl);
  return {
    ...pools,
    place: [...PLACES, ...(pools['place'] ?? [])],
    program: PROGRAMS,
    regency: ['32', '3204'],
    centre: ['S-001', 'S-002', 'S-031'],
    sector: ['A', 'C', 'G', 'K'],
    accommodation: ['RAMP_LIFT', 'JBI', 'JAM_FLEKSIBEL'],
    snapshot: ['DTSEN-2026-TW3', 'DTSEN-2026-TW2'],
    period: ['2026-T1', '2026-T2', '2026-07', '2025-T4'],
  };
}

/** Cursors of every list, in its own order, by the coordinate of the field. */
async function readCursors(platform: TestPlatform): Promise<Map<string, string[]>> {
  const cursors = new Map<string, string[]>();
  const lists = [
    'families',
    'persons',
    'duplicateCandidates',
    'enrolments',
    'graduations',
    'consents',
    'employers',
    'vacancies',
    'regions',
    'kubeGroups',
    'penaCases',
    'prokusCases',
    'devices',
    'deviceNeeds',
  ];
  const query = `{ ${lists.map((list) => `${list}(first: 4) { edges { cursor } }`).join(' ')}
    region(code: "32") { vacancies(first: 4) { edges { cursor } } } }`;
  type List = { edges: { cursor: string }[] };
  const viewer = { ...demoViewer(platform, 'supervisor'), regionCodes: ['ID'] };
  const { data } = await platform.ask<Record<string, List> & { region: { vacancies: List } }>(viewer, query);
  if (!data) throw new Error('the lists do not answer');
  const take = (coordinate: string, { edges }: List) =>
    cursors.set(
      coordinate,
      edges.map(({ cursor }) => cursor),
    );
  for (const list of lists) take(`Query.${list}`, data[list] ?? { edges: [] });
  for (const type of ['Region', 'Employer']) take(`${type}.vacancies`, data.region.vacancies);
  return cursors;
}
