import { TODAY, plantRecords } from '../../../shared/machine';
import type { DemoClient, DemoPart, DemoReferral, DemoTools, Journeys } from '../../../shared/machine';
import type { BulkConnection } from '../../../shared/database';
import type { ReferralEvent } from '../referral/referral';
import { REFERRAL_RECORDS } from '../referral/referral-steps.graph';
import { DAYS_TO, REFERRAL_JOURNEYS } from './referral-journeys';

/** Of those who are ready every sixth waits without a referral. */
const WAITING = 6;

interface DemoVacancy {
  readonly id: string;
  readonly employerId: string;
  readonly regencyCode: string;
}

interface Assigned extends DemoClient {
  readonly vacancyId: string;
  readonly employerId: string;
  readonly kind: keyof typeof REFERRAL_JOURNEYS;
  readonly serial: number;
  readonly ref: string;
}

/** Vacancies of active partners; the first are those of the demo identities' own. */
const VACANCIES = `
  SELECT v.id, v.employer_id AS "employerId", v.regency_code AS "regencyCode" FROM vacancy v JOIN employer e ON e.id = v.employer_id
  WHERE e.status = 'ACTIVE' AND v.status IN ('PUBLISHED', 'FILLED')
  ORDER BY e.source_id NOT IN ('E-001', 'E-002'), md5(v.id::text)`;

const DAY_MS = 86_400_000;

/** Whoever has been at work for long enough has been confirmed to be. */
function kindOf({ way, since }: DemoClient, day: string): Assigned['kind'] {
  const days = (Date.parse(day) - Date.parse(since)) / DAY_MS;
  if (way !== 'AT_WORK' || days < DAYS_TO.AT_WORK_3) return way;
  return days < DAYS_TO.AT_WORK_6 ? 'AT_WORK_3' : 'AT_WORK_6';
}

/** Who goes to which vacancy: clients of the home centre to the demo's own partners, others where they live if there is one. */
function assign(vacancies: readonly DemoVacancy[], { clients, home, pseudonyms, day }: DemoTools): Assigned[] {
  const counted = new Map<string, number>();
  const leading = vacancies.filter(({ employerId }) =>
    vacancies.slice(0, 8).some((each) => each.employerId === employerId),
  );
  return clients.flatMap((client, index) => {
    const kind = kindOf(client, day);
    const serial = counted.get(kind) ?? 0;
    counted.set(kind, serial + 1);
    if (kind === 'READY' && serial % WAITING === WAITING - 1) return [];
    const near = vacancies.filter(({ regencyCode }) => client.regionCode.startsWith(regencyCode.slice(0, 2)));
    const choice = client.centreId === home.centre ? leading : near.length > 0 ? near : vacancies;
    const vacancy = choice[index % choice.length];
    if (!vacancy) return [];
    const { id: vacancyId, employerId } = vacancy;
    return [{ ...client, vacancyId, employerId, kind, serial, ref: pseudonyms.of(employerId, client.personId) }];
  });
}

const AT_WORK = Object.entries(DAYS_TO)
  .map(([kind, days]) => `WHEN '${kind}' THEN ${days}`)
  .join(' ');

const chosen = (day: string): string => `
  SELECT md5('referral' || d."caseId")::uuid AS id, d.kind, d.serial, rpad(left(d."regionCode", 10), 10, '0') AS place,
    d."centreId" AS centre, d."caseId" AS case_id, d."personId" AS person_id, d."employerId" AS employer_id,
    d."vacancyId" AS vacancy_id, d.ref, left(d."regionCode", 4) AS regency,
    CASE d.kind WHEN 'READY' THEN date '${day}' - d.serial % 9 WHEN 'BACK' THEN d.since
      ELSE d.since + CASE d.kind ${AT_WORK} ELSE 0 END END AS ended_on
  FROM demo_client d`;

const has = (event: ReferralEvent) => `r.days ? '${event}'`;
const dayOf = (event: ReferralEvent) => `(r.days ->> '${event}')::date`;

const INSERT = `
  INSERT INTO referral (id, person_id, case_id, centre_id, employer_id, vacancy_id, region_code, status, version, nominated_at,
    referred_on, respond_by, outcome_reason, is_partners_reason, interview_at, interview_place, contract_type, wage, starts_on,
    placed_on, ended_on, candidate_ref, score, minimum_wage)
  SELECT c.id, c.person_id, c.case_id, c.centre, c.employer_id, c.vacancy_id, c.regency, r.status, r.version,
    (r.began_on + time '08:00') AT TIME ZONE 'Asia/Jakarta', ${dayOf('REFER')},
    greatest(${dayOf('REFER')} + 14, CASE r.status WHEN 'REFERRED' THEN ${TODAY} + 14 END),
    coalesce(r.reasons ->> 'DECLINE', r.reasons ->> 'FAIL', r.reasons ->> 'REVOKE', r.reasons ->> 'REFUSE_OFFER',
      r.reasons ->> 'END_WORK'), r.days ?| '{DECLINE,FAIL}',
    CASE WHEN ${has('INVITE')} THEN (${dayOf('INVITE')} + 5 + time '09:00') AT TIME ZONE 'Asia/Jakarta' END,
    CASE WHEN ${has('INVITE')} THEN 'Kantor perusahaan, ruang tamu' END,
    CASE WHEN ${has('OFFER')} THEN v.contract_type END, CASE WHEN ${has('OFFER')} THEN greatest(v.wage_min,
      CASE WHEN v.contract_type <> 'MAGANG' THEN u.amount * (100 + c.serial % 5 * 6) / 100 END) END,
    CASE WHEN ${has('OFFER')} THEN ${dayOf('OFFER')} + 14 END, ${dayOf('TAKE_OFFER')}, ${dayOf('END_WORK')}, c.ref,
    -- A placement is likelier with a high score, and neither sure nor ruled out by it.
    least(100, 35 + ('x' || left(md5('score' || c.id), 4))::bit(16)::int % 56 + CASE WHEN ${has('TAKE_OFFER')} THEN 10 ELSE 0 END),
    CASE WHEN ${has('OFFER')} THEN u.amount END
  FROM demo_chosen c JOIN demo_record r USING (id) JOIN vacancy v ON v.id = c.vacancy_id
    LEFT JOIN minimum_wage u ON u.regency_code = v.regency_code AND u.year = extract(year FROM ${dayOf('OFFER')} + 14)`;

async function readVacancies(connection: BulkConnection): Promise<DemoVacancy[]> {
  return (await connection.query<DemoVacancy>(VACANCIES)).rows;
}

/** Referrals of everybody the centres have brought as far as work, from the proposal to a year at work. */
export const REFERRALS_DEMO: DemoPart = {
  name: 'demo-referrals',
  plant: async (connection, tools) => {
    const assigned = assign(await readVacancies(connection), tools);
    await connection.query(`CREATE TEMP TABLE demo_client ("caseId" uuid, "personId" uuid, "centreId" text, "regionCode" text,
      kind text, serial int, since date, "vacancyId" uuid, "employerId" uuid, ref text) ON COMMIT DROP`);
    await connection.query(
      'INSERT INTO demo_client SELECT * FROM jsonb_populate_recordset(NULL::demo_client, $1::jsonb)',
      [JSON.stringify(assigned)],
    );
    await plantRecords(connection, {
      records: REFERRAL_RECORDS,
      journeys: REFERRAL_JOURNEYS satisfies Journeys<ReferralEvent>,
      chosen: chosen(tools.day),
      insert: INSERT,
      home: tools.home,
    });
  },
};

/** The referrals that were planted, for what persons have consented to. */
export async function findDemoReferrals(connection: BulkConnection): Promise<DemoReferral[]> {
  const { rows } = await connection.query<DemoReferral>(
    `SELECT person_id AS "personId", employer_id AS "employerId", vacancy_id AS "vacancyId", status,
       rpad(region_code, 10, '0') AS "regionCode", centre_id AS "centreId", referred_on::text AS "referredOn",
       placed_on::text AS "placedOn" FROM referral ORDER BY md5(id::text)`,
  );
  return rows;
}
