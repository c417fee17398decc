import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLIENT_KEY_TABLE } from '../../../shared/database';
import { TRANSITION_TABLE } from '../../../shared/machine';

/**
 * From partner to placement: agreements, the partner's accounts, who is ready for work (as centres and consent let it be known
 * here, without a name), and referrals. Persons are ids that never leave.
 */
export class Placement1761000002100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${TRANSITION_TABLE}
      ${CLIENT_KEY_TABLE}

      CREATE TABLE agreement (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        employer_id uuid NOT NULL REFERENCES employer,
        kind text NOT NULL CHECK (kind IN ('MOU', 'DSA')),
        number text NOT NULL UNIQUE,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        terminated_on date,
        scope text,
        signatory_roles text[] NOT NULL DEFAULT '{}',
        purposes text[] NOT NULL DEFAULT '{}',
        fields text[] NOT NULL DEFAULT '{}',
        legal_basis text,
        retention_days integer CHECK (retention_days > 0),
        processor_role text,
        sub_processors_allowed boolean NOT NULL DEFAULT false,
        breach_contact text,
        bast_number text,
        CHECK (ends_on > starts_on),
        CHECK (kind <> 'MOU' OR ends_on <= starts_on + interval '3 years'),
        CHECK (kind <> 'DSA' OR (cardinality(purposes) > 0 AND cardinality(fields) > 0 AND legal_basis IS NOT NULL
          AND retention_days IS NOT NULL AND breach_contact IS NOT NULL AND bast_number IS NOT NULL))
      );
      CREATE INDEX agreement_employer ON agreement (employer_id, kind, ends_on);

      CREATE TABLE partner_user (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        employer_id uuid NOT NULL REFERENCES employer,
        role text NOT NULL CHECK (role IN ('PARTNER_RECRUITER', 'PARTNER_ADMIN')),
        -- The account at the issuer; bound when the invitation is taken.
        subject text,
        email_sealed text,
        email_index text,
        status text NOT NULL CHECK (status IN ('INVITED', 'ACTIVE', 'REMOVED')),
        version integer NOT NULL DEFAULT 1,
        invited_until timestamptz,
        CHECK (status <> 'ACTIVE' OR subject IS NOT NULL)
      );
      CREATE UNIQUE INDEX partner_user_account ON partner_user (subject) WHERE status = 'ACTIVE';
      CREATE INDEX partner_user_employer ON partner_user (employer_id, id);

      -- Read models: sentra (case) and beneficiaries (consent) write each their own columns.
      CREATE TABLE job_seeker (
        person_id uuid PRIMARY KEY,
        case_id uuid,
        centre_id text,
        is_ready boolean NOT NULL DEFAULT false,
        skill_codes text[] NOT NULL DEFAULT '{}',
        skill_levels smallint[] NOT NULL DEFAULT '{}',
        certificates jsonb NOT NULL DEFAULT '[]',
        certificate_units text[] NOT NULL DEFAULT '{}',
        accommodations text[] NOT NULL DEFAULT '{}',
        willing_to_move boolean NOT NULL DEFAULT false,
        wage_expected bigint,
        experience_months integer NOT NULL DEFAULT 0,
        soft_readiness smallint NOT NULL DEFAULT 0,
        available_from date,
        ready_since date,
        has_consented boolean NOT NULL DEFAULT false,
        consent_until date,
        adult_on date,
        birth_year smallint,
        regency_code text COLLATE "C",
        education text,
        CHECK (cardinality(skill_codes) = cardinality(skill_levels))
      );
      CREATE UNIQUE INDEX job_seeker_case ON job_seeker (case_id);
      CREATE INDEX job_seeker_centre ON job_seeker (centre_id, person_id) WHERE is_ready;

      CREATE TABLE consent_ref (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        kind text NOT NULL,
        employer_id uuid,
        vacancy_id uuid,
        status text NOT NULL,
        expires_on date NOT NULL
      );
      CREATE INDEX consent_ref_person ON consent_ref (person_id, kind);

      CREATE TABLE referral (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id uuid NOT NULL,
        case_id uuid NOT NULL,
        centre_id text NOT NULL,
        employer_id uuid NOT NULL REFERENCES employer,
        vacancy_id uuid NOT NULL REFERENCES vacancy,
        -- The regency the person lives in.
        region_code text COLLATE "C" NOT NULL CHECK (region_code ~ '^[0-9]{4}$'),
        status text NOT NULL CHECK (status IN ('NOMINATED', 'REFERRED', 'ACCEPTED', 'DECLINED', 'LAPSED', 'REVOKED',
          'INTERVIEW', 'INTERVIEW_PASSED', 'INTERVIEW_FAILED', 'OFFERED', 'OFFER_REFUSED', 'PLACED', 'RETAINED_3',
          'RETAINED_6', 'RETAINED_12', 'ENDED')),
        version integer NOT NULL DEFAULT 1,
        score smallint CHECK (score BETWEEN 0 AND 100),
        score_parts jsonb,
        inputs_hash text,
        nominated_at timestamptz NOT NULL DEFAULT now(),
        referred_on date,
        respond_by date,
        outcome_reason text,
        interview_at timestamptz,
        interview_place text,
        interview_accommodations text[] NOT NULL DEFAULT '{}',
        contract_type text CHECK (contract_type IN ('PKWT', 'PKWTT', 'MAGANG')),
        wage bigint CHECK (wage BETWEEN 0 AND 1000000000),
        starts_on date,
        placed_on date,
        ended_on date,
        counts_toward_quota boolean NOT NULL DEFAULT false,
        changed_at timestamptz NOT NULL DEFAULT now(),
        CHECK (status IN ('NOMINATED', 'REVOKED') OR referred_on IS NOT NULL),
        CHECK (status NOT IN ('PLACED', 'RETAINED_3', 'RETAINED_6', 'RETAINED_12', 'ENDED') OR placed_on IS NOT NULL)
      );
      CREATE INDEX referral_employer ON referral (employer_id, status, id);
      CREATE INDEX referral_centre ON referral (centre_id, status, id);
      CREATE INDEX referral_vacancy ON referral (vacancy_id, status);
      CREATE INDEX referral_person ON referral (person_id, id);
      CREATE INDEX referral_region ON referral (region_code, id);
      CREATE INDEX referral_respond ON referral (respond_by) WHERE status = 'REFERRED';
      CREATE UNIQUE INDEX referral_once ON referral (person_id, vacancy_id)
        WHERE status IN ('NOMINATED', 'REFERRED', 'ACCEPTED', 'INTERVIEW', 'INTERVIEW_PASSED', 'OFFERED', 'PLACED',
          'RETAINED_3', 'RETAINED_6', 'RETAINED_12');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE referral, consent_ref, job_seeker, partner_user, agreement, client_key, transition_event',
    );
  }
}
