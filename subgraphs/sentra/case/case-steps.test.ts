import { daysAfter, today } from '../../../shared/machine';
import { randomUUID } from 'node:crypto';
import { describeMachine } from '../../../test/support/machine-tests';
import { viewerOf } from '../../../test/support/platform';
import { CASE_MACHINE } from './case';

const PLACE = '3204052001';
const NEWCOMER = randomUUID();
/** Whom each record is about. */
const people = new Map<string, string>();

const consent = { consentGivenBy: 'SELF', consentMode: 'LISAN', consentTextVersion: 'C1-2026.1' };
const ready = { readiness: ['SKILL', 'MOTIVATION'], accommodations: ['RAMP_LIFT'], jobFit: 'Menjahit di bengkel' };
const words = {
  physical: 'a',
  psychological: 'b',
  social: 'c',
  spiritual: 'd',
  economic: 'e',
  vocational: 'f',
  risk: 'g',
};
const washington = { seeing: 1, hearing: 1, walking: 2, remembering: 1, selfCare: 1, communicating: 1 };

describeMachine({
  machine: CASE_MACHINE,
  schema: 'sentra',
  table: 'service_case',
  calls: {
    REFUSE: { mutation: 'refuseService', inputType: 'RefuseInput' },
    OFFER_AGAIN: {
      mutation: 'offerServiceAgain',
      inputType: 'OfferAgainInput',
      input: () => ({ place: PLACE, placeKind: 'STREET', at: '2026-01-05T08:00:00Z' }),
    },
    AGREE: {
      mutation: 'takeIntoService',
      inputType: 'AgreeInput',
      input: (record) => ({ ...consent, personId: people.get(record) ?? NEWCOMER }),
    },
    ASSESS: {
      mutation: 'assessPerson',
      inputType: 'AssessInput',
      input: () => ({
        ...words,
        ...washington,
        assessedOn: today(),
        ppksTypes: ['GELANDANGAN'],
        score: 55,
        recommendation: 'Residensial',
      }),
    },
    HOLD_CONFERENCE: {
      mutation: 'holdCaseConference',
      inputType: 'ConferenceInput',
      input: () => ({ heldOn: today(), result: 'LULUS', minutes: 'BA-12/2026' }),
    },
    WRITE_PLAN: {
      mutation: 'writeServicePlan',
      inputType: 'PlanInput',
      input: () => ({
        goals: ['WORK'],
        components: ['VOKASIONAL_KEWIRAUSAHAAN'],
        base: 'RESIDENSIAL',
        major: 'MENJAHIT',
        targetOn: daysAfter(today(), 100),
      }),
    },
    APPROVE_PLAN: { mutation: 'approveServicePlan' },
    START: { mutation: 'startService' },
    FINISH_TRAINING: { mutation: 'finishTraining' },
    CERTIFY: {
      mutation: 'certifyPerson',
      inputType: 'CertifyInput',
      input: () => ({
        issuer: 'LSP_BNSP',
        number: 'LSP-2026-00042',
        unitCode: 'TIK.OP01.003.01',
        level: 2,
        issuedOn: today(),
        expiresOn: daysAfter(today(), 1_000),
      }),
    },
    CALL_READY_FOR_WORK: { mutation: 'callReadyForWork', inputType: 'ReadyInput', input: () => ready },
    CALL_READY_FOR_BUSINESS: { mutation: 'callReadyForBusiness', inputType: 'ReadyInput', input: () => ready },
    FOLLOW_UP: {
      mutation: 'beginAftercare',
      inputType: 'FollowUpInput',
      input: () => ({ outcome: 'PLACED', since: today() }),
    },
    RESUME_SEARCH: { mutation: 'resumeSearch' },
    CLOSE: { mutation: 'closeServiceCase' },
    EXIT: { mutation: 'exitServiceCase' },
    WITHDRAW: { mutation: 'withdrawFromService' },
    REOPEN: { mutation: 'reopenServiceCase', inputType: 'ReopenInput', input: () => consent },
  },
  insert: async (admin, status) => {
    const [id, person] = [randomUUID(), randomUUID()];
    people.set(id, person);
    await admin.query(`INSERT INTO person_ref VALUES ('${person}', '${PLACE}', 'PADAN');
      INSERT INTO service_case (id, centre_id, region_code, person_id, status, place_kind, source, language, reached_at,
        photo_consent, identity, intake_on, consent_given_by, consent_mode, consent_text_version, conference_result, base,
        resident, aftercare_since)
      VALUES ('${id}', 'S-001', '${PLACE}', '${person}', '${status}', 'STREET', 'PATROL', 'Sunda', now(), false,
        'REGISTERED', current_date - 1, 'SELF', 'LISAN', 'C1-2026.1', 'LULUS', 'KELUARGA', false,
        current_date - interval '13 months');
      INSERT INTO plan (id, case_id, episode, goals, components, base, target_on, author)
      VALUES (gen_random_uuid(), '${id}', 1, '{WORK}', '{TERAPI_FISIK}', 'KELUARGA', '2099-01-01', 'an author');
      INSERT INTO training_session VALUES (gen_random_uuid(), '${id}', 1, '2026-02-01', 'Jahit lurus', true, 'an officer');
      INSERT INTO case_note VALUES (gen_random_uuid(), '${id}', 1, 'PSYCHOSOCIAL_CLOSING', 'Stabil.', 'an officer')`);
    return id;
  },
  viewer: (role, record) =>
    viewerOf(role, { regionCodes: ['ID'], sentraId: 'S-001', personId: people.get(record) ?? NEWCOMER }),
});
