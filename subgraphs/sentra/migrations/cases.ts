import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cases, what is written about them, and the persons they are about as the registry publishes them. What is protected about
 * a case stands in a table of its own, whose rows only the named team has.
 */
export class Cases1761000003010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE person_ref (
        id uuid PRIMARY KEY,
        region_code text COLLATE "C" NOT NULL,
        match_status text NOT NULL,
        adult_on date
      );

      CREATE TABLE service_case (
        id uuid PRIMARY KEY,
        centre_id text NOT NULL REFERENCES centre,
        region_code text COLLATE "C" NOT NULL CHECK (region_code ~ '^[0-9]{10}$'),
        person_id uuid,
        status text NOT NULL CHECK (status IN ('REACHED_OUT', 'REFUSED_SERVICE', 'INTAKE', 'ASSESSED', 'CASE_CONFERENCE',
          'PLAN_APPROVED', 'IN_SERVICE', 'TRAINING_FINISHED', 'CERTIFIED', 'READY_FOR_WORK', 'READY_FOR_BUSINESS',
          'AFTERCARE', 'CLOSED', 'EXITED', 'REOPENED')),
        version integer NOT NULL DEFAULT 1,
        episode smallint NOT NULL DEFAULT 1,
        place_kind text NOT NULL,
        source text NOT NULL,
        language text NOT NULL,
        reached_at timestamptz NOT NULL,
        photo_consent boolean NOT NULL,
        refusal_reason text,
        offer_again_on date,
        identity text CHECK (identity IN ('REGISTERED', 'UNDOCUMENTED')),
        intake_on date,
        consent_given_by text,
        consent_mode text,
        consent_text_version text,
        ppks_types text[] NOT NULL DEFAULT '{}',
        conference_result text CHECK (conference_result IN ('LULUS', 'PENDING', 'TIDAK_LULUS')),
        conference_minutes text,
        conference_on date,
        base text CHECK (base IN ('KELUARGA', 'KOMUNITAS', 'RESIDENSIAL')),
        served_since date,
        resident boolean NOT NULL DEFAULT false,
        readiness text[] NOT NULL DEFAULT '{}',
        job_fit text,
        accommodations text[] NOT NULL DEFAULT '{}',
        follow_up_outcome text,
        aftercare_since date,
        exit_reason text,
        close_reason text,
        summary text,
        CHECK (status IN ('REACHED_OUT', 'REFUSED_SERVICE', 'EXITED') OR intake_on IS NOT NULL)
      );
      CREATE INDEX case_centre ON service_case (centre_id, id);
      CREATE INDEX case_region ON service_case (region_code, id);
      CREATE INDEX case_person ON service_case (person_id);
      CREATE INDEX case_status ON service_case (status, id);
      CREATE INDEX case_reached ON service_case (reached_at, id);
      CREATE INDEX case_residents ON service_case (centre_id) WHERE resident;
      CREATE UNIQUE INDEX case_open ON service_case (centre_id, person_id) WHERE status NOT IN ('EXITED', 'CLOSED');

      CREATE TABLE case_protection (
        case_id uuid PRIMARY KEY REFERENCES service_case,
        types text[] NOT NULL,
        team text[] NOT NULL CHECK (cardinality(team) > 0),
        named_by text NOT NULL,
        named_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE assessment (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES service_case,
        episode smallint NOT NULL,
        type text NOT NULL CHECK (type IN ('AWAL', 'KOMPREHENSIF', 'VOKASIONAL', 'LANJUTAN', 'GROUND_CHECK')),
        assessed_on date NOT NULL,
        valid_until date NOT NULL,
        physical text NOT NULL,
        psychological text NOT NULL,
        social text NOT NULL,
        spiritual text NOT NULL,
        economic text NOT NULL,
        vocational text NOT NULL,
        risk text NOT NULL,
        score smallint NOT NULL CHECK (score BETWEEN 0 AND 100),
        washington smallint[] NOT NULL CHECK (cardinality(washington) = 6 AND 1 <= ALL (washington) AND 4 >= ALL (washington)),
        recommendation text NOT NULL,
        assessor text NOT NULL
      );
      CREATE INDEX assessment_case ON assessment (case_id, assessed_on, id);

      CREATE TABLE plan (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES service_case,
        episode smallint NOT NULL,
        goals text[] NOT NULL CHECK (cardinality(goals) > 0),
        components text[] NOT NULL CHECK (cardinality(components) > 0),
        base text NOT NULL CHECK (base IN ('KELUARGA', 'KOMUNITAS', 'RESIDENSIAL')),
        major text,
        target_on date NOT NULL,
        author text NOT NULL,
        written_at timestamptz NOT NULL DEFAULT now(),
        approved_at timestamptz
      );
      CREATE INDEX plan_case ON plan (case_id, written_at, id);

      CREATE TABLE training_session (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES service_case,
        episode smallint NOT NULL,
        held_on date NOT NULL,
        topic text NOT NULL,
        attended boolean NOT NULL,
        recorded_by text NOT NULL,
        UNIQUE (case_id, episode, held_on, topic)
      );

      CREATE TABLE case_note (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES service_case,
        episode smallint NOT NULL,
        kind text NOT NULL CHECK (kind IN ('GENERAL', 'PSYCHOSOCIAL', 'PSYCHOSOCIAL_CLOSING')),
        text text NOT NULL,
        author text NOT NULL,
        written_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX note_case ON case_note (case_id, written_at, id);

      CREATE TABLE certificate (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES service_case,
        episode smallint NOT NULL,
        issuer text NOT NULL CHECK (issuer IN ('LSP_BNSP', 'SENTRA')),
        number_sealed text NOT NULL,
        number_end text NOT NULL,
        unit_code text NOT NULL,
        level smallint NOT NULL CHECK (level BETWEEN 1 AND 9),
        issued_on date NOT NULL,
        expires_on date NOT NULL CHECK (expires_on > issued_on)
      );
      CREATE INDEX certificate_case ON certificate (case_id, issued_on, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE certificate, case_note, training_session, plan, assessment, case_protection, service_case, person_ref
    `);
  }
}
