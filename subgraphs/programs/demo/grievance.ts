import { homeFirst, oneOf, plantRecords } from '../../../shared/machine';
import type { DemoPart, DemoTools, JourneyStep, Journeys } from '../../../shared/machine';
import { FINDINGS, GRIEVANCE_KINDS, categoriesOf } from '../grievance/grievance';
import type { GrievanceEvent, GrievanceKind } from '../grievance/grievance';
import { GRIEVANCE_RECORDS } from '../grievance/grievance-steps.graph';

/** Families of which one has a grievance; estimated. */
const FAMILIES_EACH = 80;
const FEWEST = 40;

type Steps = readonly JourneyStep<GrievanceEvent>[];
const byCompanion: JourneyStep<GrievanceEvent> = { event: 'SUBMIT', by: 'PENDAMPING' };
const VILLAGE: Steps = ['ASSIGN', { event: 'VERIFY_VILLAGE', days: 8 }];
const OFFICE: Steps = [...VILLAGE, { event: 'VERIFY_DINSOS', days: 9 }];
const FORWARDED: Steps = [...OFFICE, 'FORWARD'];

const JOURNEYS: Journeys<GrievanceEvent> = {
  OTHER: [
    { weight: 4, steps: ['SUBMIT'] },
    { weight: 2, steps: [byCompanion] },
    { weight: 2, steps: [byCompanion, 'ASSIGN'] },
    { weight: 3, steps: ['SUBMIT', ...VILLAGE] },
    { weight: 3, steps: [byCompanion, ...OFFICE] },
    { weight: 4, steps: ['SUBMIT', ...FORWARDED] },
    { weight: 8, steps: ['SUBMIT', ...FORWARDED, { event: 'ACCEPT', days: 20 }] },
    { weight: 3, steps: [byCompanion, ...FORWARDED, { event: 'ACCEPT', by: 'PROGRAM_MANAGER', days: 20 }] },
    { weight: 6, steps: ['SUBMIT', ...FORWARDED, { event: 'REJECT', days: 20 }] },
    { weight: 2, steps: ['SUBMIT', ...VILLAGE, 'WITHDRAW'] },
  ],
  OWN: [{ weight: 1, steps: ['SUBMIT', ...OFFICE] }],
};

const KINDS = Object.keys(GRIEVANCE_KINDS) as GrievanceKind[];
/** Kind and category of each: they repeat in a circle. */
const SUBJECTS = KINDS.flatMap((kind) => categoriesOf(kind).map((category) => ({ kind, category })));
const of = (texts: readonly string[]) => oneOf(texts, 'c.serial * 7');
const KIND = of(SUBJECTS.map(({ kind }) => kind));

const chosen = ({ day, home, family }: DemoTools): string => `
  WITH taken AS (
    SELECT fr.id, fr.region_code, CASE fr.source_id WHEN '${family}' THEN 'OWN' ELSE 'OTHER' END AS kind
    FROM family_ref fr WHERE EXISTS (SELECT FROM enrolment e WHERE e.family_id = fr.id AND e.program_code IN ('PKH', 'SEMBAKO'))
    ORDER BY fr.source_id <> '${family}', md5('grievance' || fr.id)
    LIMIT (SELECT greatest(${FEWEST}, count(*) / ${FAMILIES_EACH}) FROM family_ref)
  )
  SELECT md5('grievance' || id)::uuid AS id, id AS family_id, region_code AS place, kind,
    (row_number() OVER (PARTITION BY kind ORDER BY ${homeFirst('region_code', 'id', home)}) - 1)::int AS serial,
    date '${day}' - ('x' || left(md5(id::text), 4))::bit(16)::int % 12 AS ended_on
  FROM taken`;

const insert = (texts: readonly string[]): string => `
  INSERT INTO grievance (id, family_id, region_code, kind, category, program_code, text_sealed, status, version, submitted_by,
    submitted_by_role, submitted_at, assigned_to, village_finding, dinsos_finding, due_on, decision_reason, effective_snapshot)
  SELECT c.id, c.family_id, c.place, ${KIND}, ${of(SUBJECTS.map(({ category }) => category))},
    CASE WHEN ${KIND} = 'COMPLAINT' THEN (SELECT min(e.program_code) FROM enrolment e
      WHERE e.family_id = c.family_id AND e.program_code IN ('PKH', 'SEMBAKO')) END,
    ${of(texts)}, r.status, r.version, r.beginner, r.began_by,
    (SELECT s.at FROM demo_step s WHERE s.id = c.id AND s.event = 'SUBMIT'),
    coalesce(r.actors ->> 'ASSIGN', CASE r.began_by WHEN 'PENDAMPING' THEN r.beginner END),
    CASE WHEN r.days ? 'VERIFY_VILLAGE' THEN ${oneOf(Object.keys(FINDINGS), 'c.serial')} END,
    CASE WHEN r.days ? 'VERIFY_DINSOS' THEN ${oneOf(Object.keys(FINDINGS), 'c.serial / 2')} END,
    CASE r.status WHEN 'SUBMITTED' THEN r.began_on WHEN 'VILLAGE_VERIFIED' THEN (r.days ->> 'VERIFY_VILLAGE')::date
      WHEN 'DINSOS_VERIFIED' THEN (r.days ->> 'VERIFY_DINSOS')::date WHEN 'FORWARDED' THEN (r.days ->> 'FORWARD')::date END
      + (SELECT d.days FROM grievance_deadline d WHERE d.kind = ${KIND} AND d.status = r.status AND d.valid_to IS NULL),
    r.reasons ->> 'REJECT',
    CASE WHEN r.status = 'ACCEPTED' AND ${KIND} <> 'COMPLAINT' THEN
      to_char((r.days ->> 'ACCEPT')::date + 1, '"DTSEN-"YYYY"-TW"Q') END
  FROM demo_chosen c JOIN demo_record r USING (id)`;

/** Grievances of every kind in every state; one of the demo's own family. */
export const GRIEVANCE_DEMO: DemoPart = {
  name: 'demo-grievance',
  plant: (connection, tools) =>
    plantRecords(connection, {
      records: GRIEVANCE_RECORDS,
      journeys: JOURNEYS,
      chosen: chosen(tools),
      insert: insert(SUBJECTS.map(({ category }) => tools.cipher.seal(`Contoh pengaduan warga tentang ${category}.`))),
      home: tools.home,
    }),
};
