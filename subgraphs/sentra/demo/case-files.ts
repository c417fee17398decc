import type { FieldCipher } from '../../../shared/database';
import { oneOf } from '../../../shared/machine';
import { VALID_MONTHS } from '../assessment/assessment';
import { PROTECTED_PPKS_TYPES } from '../case/vocabulary';

/** Certificate numbers that are sealed once and shared. */
const NUMBERS = 40;

/** What officers wrote about cases, out of the steps in which they wrote it; follows the insert of the cases. */
export function plantCaseFiles(cipher: FieldCipher, day: string): string {
  return [ASSESSMENTS, PROTECTION, PLANS, sessions(day), NOTES, certificates(cipher)].join(';');
}

const AFTER_REOPENING = `CASE WHEN s.day > (r.days ->> 'REOPEN')::date THEN 2 ELSE 1 END`;
const level = (kind: string, serial: string) =>
  `CASE WHEN c.disability = '${kind}' THEN 3 + (${serial}) % 2 ELSE 1 + (${serial}) % 2 END`;

const ASSESSMENTS = `
  INSERT INTO assessment (id, case_id, episode, type, assessed_on, valid_until, physical, psychological, social, spiritual, economic,
    vocational, risk, score, washington, recommendation, assessor)
  SELECT md5('assessment' || s.id || s.number)::uuid, s.id, ${AFTER_REOPENING}, 'KOMPREHENSIF', s.day,
    (s.day + interval '${VALID_MONTHS} months')::date, 'Contoh: kondisi fisik dicatat.', 'Contoh: tenang saat wawancara.',
    'Contoh: dekat dengan tetangga.', 'Contoh: beribadah rutin.', 'Contoh: penghasilan tidak tetap.',
    'Contoh: berminat ' || lower(c.major) || '.', 'Contoh: risiko sedang.', 30 + c.serial % 60,
    ARRAY[CASE WHEN c.serial % 2 = 0 THEN ${level('SENSORIK', 'c.serial')} ELSE 1 END,
      CASE WHEN c.serial % 2 = 1 THEN ${level('SENSORIK', 'c.serial')} ELSE 1 END, ${level('FISIK', 'c.serial')},
      ${level('INTELEKTUAL', 'c.serial')}, 1 + c.serial % 2, ${level('MENTAL', 'c.serial')}]::smallint[],
    'Contoh: pelatihan ' || lower(c.major) || '.', s.actor
  FROM demo_step s JOIN demo_chosen c USING (id) JOIN demo_record r USING (id) WHERE s.event = 'ASSESS'`;

/** Every fifteenth assessed case; of those at home one team in two is the demo's officer. */
const PROTECTION = `
  INSERT INTO case_protection (case_id, types, team, named_by, named_at)
  SELECT s.id, ARRAY[${oneOf(
    Object.keys(PROTECTED_PPKS_TYPES).filter((type) => !type.startsWith('ANAK')),
    'c.serial',
  )}], CASE n.number % 2 WHEN 1 THEN ARRAY[s.actor, s.actor || '-2'] ELSE ARRAY[s.actor || '-2', s.actor || '-3'] END,
    s.actor || CASE n.number % 2 WHEN 1 THEN '' ELSE '-2' END, s.at
  FROM demo_step s JOIN demo_chosen c USING (id) JOIN demo_record r USING (id),
    LATERAL (SELECT c.serial / 15 AS number) n
  WHERE s.event = 'ASSESS' AND c.serial % 15 IN (3, 7) AND ${AFTER_REOPENING} = 1`;

const PLANS = `
  INSERT INTO plan (id, case_id, episode, goals, components, base, major, target_on, author, written_at, approved_at)
  SELECT md5('plan' || s.id)::uuid, s.id, 1,
    CASE c.serial % 3 WHEN 0 THEN '{WORK,LEARN_A_TRADE}' WHEN 1 THEN '{BUSINESS,LEARN_A_TRADE}' ELSE '{LEARN_A_TRADE,CARE_FOR_ONESELF}' END::text[],
    CASE WHEN c.disabled THEN '{VOKASIONAL_KEWIRAUSAHAAN,TERAPI_FISIK,DUKUNGAN_AKSESIBILITAS}'
      ELSE '{VOKASIONAL_KEWIRAUSAHAAN,TERAPI_PSIKOSOSIAL,DUKUNGAN_KELUARGA}' END::text[],
    c.base, c.major, s.day + 240, s.actor, s.at,
    (SELECT a.at FROM demo_step a WHERE a.id = s.id AND a.event = 'APPROVE_PLAN')
  FROM demo_step s JOIN demo_chosen c USING (id) WHERE s.event = 'WRITE_PLAN'`;

/** A session a week from the start on, ten at most; whoever finishes has missed one or two. */
const sessions = (day: string): string => `
  INSERT INTO training_session (id, case_id, episode, held_on, topic, attended, recorded_by)
  SELECT md5('session' || s.id || n)::uuid, s.id, 1, s.day + 7 * n, initcap(replace(c.major, '_', ' ')) || ' ' || n,
    n <> 1 + c.serial % 5 AND (c.serial % 3 > 0 OR n <> 6 + c.serial % 4), s.actor
  FROM demo_step s JOIN demo_chosen c USING (id) JOIN demo_record r USING (id), generate_series(1, 10) n
  WHERE s.event = 'START' AND s.day + 7 * n <= coalesce(r.days ->> 'FINISH_TRAINING', r.days ->> 'EXIT', '${day}')::date`;

const NOTES = `
  INSERT INTO case_note (id, case_id, episode, kind, text, author, written_at)
  SELECT md5('note' || s.id || s.number)::uuid, s.id, ${AFTER_REOPENING},
    CASE s.event WHEN 'AGREE' THEN 'GENERAL' WHEN 'START' THEN 'PSYCHOSOCIAL' ELSE 'PSYCHOSOCIAL_CLOSING' END,
    CASE s.event WHEN 'AGREE' THEN 'Contoh catatan: diterima dengan baik.' WHEN 'START' THEN 'Contoh catatan: termotivasi.'
      ELSE 'Contoh catatan penutup: stabil dan siap.' END, s.actor, s.at - interval '30 seconds'
  FROM demo_step s JOIN demo_record r USING (id) WHERE s.event IN ('AGREE', 'START', 'FINISH_TRAINING')`;

function certificates(cipher: FieldCipher): string {
  const numbers = Array.from({ length: NUMBERS }, (_, index) => `CONTOH-2026-${1000 + index}`);
  return `
    INSERT INTO certificate (id, case_id, episode, issuer, number_sealed, number_end, unit_code, level, issued_on, expires_on)
    SELECT md5('certificate' || s.id)::uuid, s.id, 1, CASE c.serial % 3 WHEN 0 THEN 'SENTRA' ELSE 'LSP_BNSP' END,
      ${oneOf(
        numbers.map((number) => cipher.seal(number)),
        'c.serial',
      )}, ${oneOf(
        numbers.map((number) => number.slice(-4)),
        'c.serial',
      )}, 'CTH.' || left(c.major, 3) || '.0' || (1 + c.serial % 9), 2 + c.serial % 2, s.day, (s.day + interval '3 years')::date
    FROM demo_step s JOIN demo_chosen c USING (id) WHERE s.event = 'CERTIFY'`;
}
