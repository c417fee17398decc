import { homeFirst, plantRecords } from '../../../shared/machine';
import type { DemoPart, DemoTools, Journeys } from '../../../shared/machine';
import { lastSnapshot } from '../change-request/change-request';
import type { ChangeRequestEvent } from '../change-request/change-request';
import { CHANGE_REQUEST_RECORDS } from '../change-request/change-request-steps.graph';
import type { RecordKind } from '../change-request/changeable';

/** Persons of whom one has a request, those at home first, and how many more there are elsewhere; estimated. */
const PERSONS_EACH = 600;
const FEWEST = 40;
const ELSEWHERE = 9;

const JOURNEYS: Journeys<ChangeRequestEvent> = {
  OTHER: [
    { weight: 3, steps: ['PROPOSE'] },
    { weight: 2, steps: [{ event: 'PROPOSE', by: 'PENDAMPING' }] },
    { weight: 3, steps: [{ event: 'PROPOSE', by: 'PENDAMPING' }, 'VERIFY'] },
    { weight: 6, steps: ['PROPOSE', 'VERIFY', 'APPLY'] },
    { weight: 1, steps: ['PROPOSE', 'REJECT'] },
    { weight: 1, steps: [{ event: 'PROPOSE', by: 'PENDAMPING' }, 'VERIFY', 'REJECT'] },
    { weight: 1, steps: ['PROPOSE', 'WITHDRAW'] },
  ],
  OWN: [{ weight: 1, steps: ['PROPOSE'] }],
};

interface Subject {
  readonly id: string;
  readonly familyId: string;
  readonly address: string | null;
}

/** Persons, of whom every third asks about the family's own address; the head of the demo's family is one. */
const subjects = ({ home, family }: DemoTools): string => `
  WITH head AS (
    SELECT p.id, p.family_id, p.address, p.region_code,
      row_number() OVER (ORDER BY f.source_id <> '${family}', ${homeFirst('p.region_code', 'p.id', home)}) AS turn
    FROM person p JOIN family f ON f.id = p.family_id
    WHERE p.merged_into IS NULL AND p.erased_at IS NULL AND p.match_status = 'PADAN' AND p.family_role = 'HEAD'),
  most AS (SELECT greatest(${FEWEST}, count(*) / ${PERSONS_EACH}) AS first FROM person),
  further AS (
    SELECT id FROM head CROSS JOIN most WHERE turn > first AND region_code NOT LIKE '${home.district}%'
    ORDER BY turn LIMIT (SELECT first * ${ELSEWHERE} FROM most))
  SELECT id, family_id AS "familyId", address FROM head CROSS JOIN most
  WHERE turn <= first OR id IN (SELECT id FROM further) ORDER BY turn`;

/** What is asked of a subject: the record, and both ways of telling the old address and the new one. */
function requestOf(subject: Subject, index: number, { cipher }: DemoTools): object {
  const kind: RecordKind = index % 3 === 2 ? 'family' : 'person';
  const other = `Jalan Contoh ${index + 1}`;
  const seal = (before: string | null, after: string | null) =>
    cipher.seal(JSON.stringify({ [kind]: { address: { before, after } } }));
  return {
    subject: subject.id,
    person: kind === 'person' ? subject.id : null,
    family: kind === 'family' ? subject.familyId : null,
    serial: index,
    wanted: seal(subject.address, other),
    // The registry holds what was applied already.
    applied: seal(other, subject.address ?? `${other}a`),
  };
}

const chosen = ({ day, family }: DemoTools): string => `
  SELECT md5('change request' || q.subject)::uuid AS id, q.person, q.family, q.wanted, q.applied, p.region_code AS place,
    CASE WHEN f.source_id = '${family}' THEN 'OWN' ELSE 'OTHER' END AS kind, q.serial,
    date '${day}' - ('x' || left(md5(q.subject::text), 4))::bit(16)::int % 25 AS ended_on
  FROM demo_request q JOIN person p ON p.id = q.subject JOIN family f ON f.id = p.family_id`;

const insert = (day: string): string => `
  INSERT INTO change_request (id, person_id, family_id, fields, changes_sealed, status, version, proposed_by, proposed_by_role,
    proposed_at, decision_reason, applied_after)
  SELECT c.id, c.person, c.family, '{address}', CASE r.status WHEN 'APPLIED' THEN c.applied ELSE c.wanted END, r.status, r.version,
    r.beginner, r.began_by, (SELECT s.at FROM demo_step s WHERE s.id = c.id AND s.number = 1), r.reasons ->> 'REJECT',
    CASE r.status WHEN 'APPLIED' THEN '${lastSnapshot(day)}' END
  FROM demo_chosen c JOIN demo_record r USING (id)`;

/** Requests to change an address, in every state. */
export const CHANGE_REQUESTS_DEMO: DemoPart = {
  name: 'demo-change-requests',
  plant: async (connection, tools) => {
    const { rows } = await connection.query<Subject>(subjects(tools));
    await connection.query(`CREATE TEMP TABLE demo_request (subject uuid, person uuid, family uuid, serial int, wanted text,
      applied text) ON COMMIT DROP`);
    await connection.query(
      'INSERT INTO demo_request SELECT * FROM jsonb_populate_recordset(NULL::demo_request, $1::jsonb)',
      [JSON.stringify(rows.map((row, index) => requestOf(row, index, tools)))],
    );
    await plantRecords(connection, {
      records: CHANGE_REQUEST_RECORDS,
      journeys: JOURNEYS,
      chosen: chosen(tools),
      insert: insert(tools.day),
      home: tools.home,
    });
  },
};
