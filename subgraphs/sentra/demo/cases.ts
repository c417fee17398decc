import { oneOf, plantRecords } from '../../../shared/machine';
import type { DemoPart, DemoTools } from '../../../shared/machine';
import { OFFER_AGAIN_DAYS } from '../case/case';
import { publishTypes } from '../case/case-statistics';
import { CASE_RECORDS } from '../case/case-steps.graph';
import {
  ACCOMMODATIONS,
  CONSENT_MODES,
  FOLLOW_UP_OUTCOMES,
  OUTREACH_SOURCES,
  PLACE_KINDS,
  PPKS_TYPES,
} from '../case/vocabulary';
import { plantCaseFiles } from './case-files';
import { DEMO_JOB_PROFILE } from './job-profiles';
import { CASE_JOURNEYS } from './case-journeys';

/** People the 31 centres reach in a year, by the one target a centre has published. */
const NATIONAL_REACHED = 31 * 4_000;
/** A demo has that many times what its scale asks for, else a centre of the smallest had no case at all. */
const CASE_FACTOR = 160;
/** Of those the centres meet so many have a disability; estimated. */
const DISABLED_SHARE = 0.4;
/** Cases of the home centre that are about people of the home district, so that the demo's officer and companion share some. */
const NEAR = 24;

/** How many cases a demo has. */
export const casesAt = (scale: number): number => Math.round((NATIONAL_REACHED * CASE_FACTOR) / scale);

/**
 * Adults of the registry, weighed by province since families are; each served by a centre of the own province. Those with a
 * disability stand in `demo_disabled`.
 */
const chosen = ({ day, scale, home: { district, centre } }: DemoTools): string => `
  WITH adult AS (
    SELECT p.id, p.region_code, d.id IS NOT NULL AS disabled, d.kind AS disability, md5('case' || p.id) AS chance,
      p.region_code LIKE '${district}%' AS near
    FROM person_ref p LEFT JOIN demo_disabled d ON d.id = p.id
    WHERE p.match_status = 'PADAN' AND coalesce(p.adult_on <= '${day}', true)
  ), ranked AS (
    SELECT a.*, row_number() OVER (PARTITION BY a.near ORDER BY chance) AS in_place,
      row_number() OVER (PARTITION BY a.disabled ORDER BY chance) AS in_group
    FROM adult a
  ), taken AS (
    SELECT r.*, near AND in_place <= ${NEAR} AS is_near FROM ranked r
    ORDER BY near AND in_place <= ${NEAR} DESC,
      in_group / CASE WHEN disabled THEN ${DISABLED_SHARE} ELSE ${1 - DISABLED_SHARE} END, chance
    LIMIT ${casesAt(scale)}
  ), served AS (
    SELECT t.*, CASE WHEN t.is_near THEN '${centre}' ELSE (SELECT c.id FROM centre c
      WHERE left(t.region_code, 2) = ANY (c.province_codes) ORDER BY md5(t.chance || c.id) LIMIT 1) END AS centre
    FROM taken t
  ), numbered AS (
    SELECT s.*, (row_number() OVER (ORDER BY is_near DESC, chance) - 1)::int AS serial,
      row_number() OVER (PARTITION BY centre ORDER BY chance) AS in_centre
    FROM served s
  )
  SELECT md5('service case' || n.id)::uuid AS id, n.id AS person_id, n.region_code AS place, n.centre, 'person' AS kind, n.serial,
    n.disabled, n.disability, date '${day}' - ('x' || left(n.chance, 4))::bit(16)::int % 60 AS ended_on,
    CASE WHEN n.serial % 3 = 0 AND n.in_centre <= ce.capacity THEN 'RESIDENSIAL' WHEN n.serial % 3 = 1 THEN 'KOMUNITAS'
      ELSE 'KELUARGA' END AS base,
    ce.vocational_majors[1 + n.serial % cardinality(ce.vocational_majors)] AS major
  FROM numbered n JOIN centre ce ON ce.id = n.centre`;

const keys = (words: object) => Object.keys(words);
const has = (event: string) => `r.days ? '${event}'`;
/** What a new episode has not done again stands on the case no longer. */
const sinceReopened = (event: string, value: string) =>
  `CASE WHEN ${has(event)} AND NOT ${has('REOPEN')} THEN ${value} END`;
const ORDINARY = keys(PPKS_TYPES).filter((type) => !type.includes('ANAK'));

/** What became of somebody who was ready. */
const OUTCOME = `CASE WHEN ${has('CALL_READY_FOR_WORK')} THEN CASE c.serial % 4 WHEN 0 THEN 'SKA' ELSE 'PLACED' END
      ELSE ${oneOf(
        keys(FOLLOW_UP_OUTCOMES).filter((outcome) => outcome !== 'PLACED'),
        'c.serial',
      )} END`;

const INSERT = `
  INSERT INTO service_case (id, centre_id, region_code, person_id, status, version, episode, place_kind, source, language,
    reached_at, photo_consent, refusal_reason, offer_again_on, identity, intake_on, consent_given_by, consent_mode,
    consent_text_version, ppks_types, conference_result, conference_minutes, conference_on, base, served_since, resident,
    readiness, job_fit, accommodations, skill_codes, skill_levels, willing_to_move, wage_expected, experience_months, ready_since,
    follow_up_outcome, aftercare_since, exit_reason, close_reason, summary, major)
  SELECT c.id, c.centre, c.place, CASE WHEN ${has('AGREE')} AND c.serial % 25 <> 24 THEN c.person_id END, r.status, r.version,
    CASE WHEN ${has('REOPEN')} THEN 2 ELSE 1 END, ${oneOf(keys(PLACE_KINDS), 'c.serial')},
    ${oneOf(keys(OUTREACH_SOURCES), 'c.serial / 2')}, ${oneOf(['Indonesia', 'Jawa', 'Sunda', 'Melayu', 'Bugis'], 'c.serial')},
    (SELECT max(s.at) FROM demo_step s WHERE s.id = c.id AND s.event IN ('REACH_OUT', 'OFFER_AGAIN')), c.serial % 4 = 0,
    r.reasons ->> 'REFUSE', CASE WHEN r.status = 'REFUSED_SERVICE' THEN (r.days ->> 'REFUSE')::date + ${OFFER_AGAIN_DAYS} END,
    CASE WHEN ${has('AGREE')} THEN CASE c.serial % 25 WHEN 24 THEN 'UNDOCUMENTED' ELSE 'REGISTERED' END END,
    coalesce(r.days ->> 'REOPEN', r.days ->> 'AGREE')::date, CASE WHEN ${has('AGREE')} THEN 'SELF' END,
    CASE WHEN ${has('AGREE')} THEN ${oneOf(keys(CONSENT_MODES), 'c.serial')} END,
    CASE WHEN ${has('AGREE')} THEN 'C1-2026' END,
    CASE WHEN ${has('ASSESS')} THEN CASE WHEN c.disabled THEN '{PENYANDANG_DISABILITAS}'::text[]
      ELSE ARRAY[${oneOf(ORDINARY, 'c.serial')}] END ELSE '{}' END,
    ${sinceReopened(
      'HOLD_CONFERENCE',
      `CASE WHEN ${has('WRITE_PLAN')} THEN 'LULUS' WHEN r.status = 'EXITED' THEN 'TIDAK_LULUS'
      ELSE 'PENDING' END`,
    )},
    ${sinceReopened('HOLD_CONFERENCE', `'BA-' || (c.serial + 1)`)},
    ${sinceReopened('HOLD_CONFERENCE', `(r.days ->> 'HOLD_CONFERENCE')::date`)},
    ${sinceReopened('START', 'c.base')}, ${sinceReopened('START', `(r.days ->> 'START')::date`)},
    ${has('START')} AND c.base = 'RESIDENSIAL' AND NOT (${has('FOLLOW_UP')} OR ${has('EXIT')} OR ${has('WITHDRAW')}),
    CASE WHEN r.days ?| '{CALL_READY_FOR_WORK,CALL_READY_FOR_BUSINESS}' AND NOT ${has('REOPEN')}
      THEN '{SKILL,MOTIVATION,PAPERS,HEALTH}'::text[] ELSE '{}' END,
    ${sinceReopened('CALL_READY_FOR_WORK', 'lower(c.major)')},
    CASE WHEN r.days ?| '{CALL_READY_FOR_WORK,CALL_READY_FOR_BUSINESS}'
      THEN CASE WHEN c.disabled THEN ARRAY[${oneOf(keys(ACCOMMODATIONS), 'c.serial')}] ELSE '{}' END ELSE '{}' END,
    ${DEMO_JOB_PROFILE},
    CASE WHEN ${has('FOLLOW_UP')} AND NOT r.days ?| '{REOPEN,RESUME_SEARCH}' THEN ${OUTCOME} END,
    CASE WHEN ${has('FOLLOW_UP')} AND NOT r.days ?| '{REOPEN,RESUME_SEARCH}' THEN (r.days ->> 'FOLLOW_UP')::date END,
    CASE WHEN ${has('WITHDRAW')} THEN 'WITHDRAWN' ELSE ${sinceReopened('EXIT', `r.reasons ->> 'EXIT'`)} END,
    ${sinceReopened('CLOSE', `r.reasons ->> 'CLOSE'`)},
    CASE WHEN ${has('START')} THEN 'Anda belajar di ' || (SELECT name FROM centre WHERE id = c.centre) || '.' END,
    CASE WHEN ${has('APPROVE_PLAN')} THEN c.major END
  FROM demo_chosen c JOIN demo_record r USING (id);
  UPDATE centre ce SET residents = (SELECT count(*) FROM service_case c WHERE c.centre_id = ce.id AND c.resident)`;

/** Cases of all 31 centres along the funnel, with everything that is written about one. */
export const CASES_DEMO: DemoPart = {
  name: 'demo-cases',
  plant: async (connection, tools) => {
    const { home, cipher, disabled } = tools;
    await connection.query('CREATE TEMP TABLE demo_disabled (id uuid PRIMARY KEY, kind text NOT NULL) ON COMMIT DROP');
    await connection.query(
      `INSERT INTO demo_disabled SELECT x.id, x.disabilities ->> 0 FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, disabilities jsonb)`,
      [JSON.stringify(disabled)],
    );
    // What row policies let through is estimated as next to nothing: without its size this would be read once for each person.
    await connection.query('ANALYZE demo_disabled');
    await plantRecords(connection, {
      records: CASE_RECORDS,
      journeys: CASE_JOURNEYS,
      chosen: chosen(tools),
      insert: `${INSERT};${plantCaseFiles(cipher, tools.day)}`,
      evidence: `CASE s.event WHEN 'FOLLOW_UP' THEN jsonb_build_object('outcome', ${OUTCOME}, 'since', s.day) ELSE '{}' END`,
      home,
    });
    await connection.query(publishTypes('true'));
  },
};
