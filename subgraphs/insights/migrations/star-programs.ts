import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Participation as statistics know it. Ids are pseudonyms; families and persons are joined to their tables, and facilitators,
 * who are persons too, have a table of their own. Days stay here: cubes hold months and bands of them.
 */
export class StarPrograms1761000102000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE facilitator (
        unit uuid PRIMARY KEY,
        rkey smallint NOT NULL,
        mkey smallint NOT NULL
      );
      CREATE TABLE enrolment (
        id uuid PRIMARY KEY,
        family uuid NOT NULL,
        facilitator uuid,
        program text NOT NULL,
        status text NOT NULL,
        reason text NOT NULL,
        started_on date NOT NULL,
        ended_on date,
        relapse_of uuid
      );
      CREATE INDEX enrolment_family ON enrolment (family);
      CREATE TABLE component (
        id uuid PRIMARY KEY,
        enrolment uuid NOT NULL,
        person uuid NOT NULL,
        component text NOT NULL,
        started_on date NOT NULL,
        ended_on date,
        -- Years of age at which the person will carry it no longer; 0: it does not end with age.
        leaves_at_age smallint NOT NULL
      );
      CREATE INDEX component_enrolment ON component (enrolment);
      CREATE TABLE payment (
        id uuid PRIMARY KEY,
        enrolment uuid NOT NULL,
        -- First day of the stage or month it is for.
        period date NOT NULL,
        amount bigint NOT NULL,
        status text NOT NULL,
        reason text NOT NULL,
        disburser text NOT NULL,
        status_on date NOT NULL
      );
      CREATE INDEX payment_enrolment ON payment (enrolment);
      CREATE TABLE graduation (
        id uuid PRIMARY KEY,
        enrolment uuid NOT NULL,
        family uuid NOT NULL,
        program text NOT NULL,
        status text NOT NULL,
        ground text NOT NULL,
        proposed_by text NOT NULL,
        refusal_reason text NOT NULL,
        relapse_reason text NOT NULL,
        proposed_on date NOT NULL,
        refused_on date,
        appealed_on date,
        appeal_decided_on date,
        -- UPHELD or REJECTED; PENDING, or NONE without an appeal.
        appeal_outcome text NOT NULL,
        graduated_on date,
        relapsed_on date
      );
      CREATE INDEX graduation_family ON graduation (family);
      CREATE TABLE business_case (
        id uuid PRIMARY KEY,
        person uuid NOT NULL,
        family uuid NOT NULL,
        program text NOT NULL,
        variant text NOT NULL,
        line text NOT NULL,
        status text NOT NULL,
        grant_amount bigint NOT NULL,
        proposed_on date NOT NULL,
        approved_on date,
        granted_on date,
        running_on date,
        ready_on date,
        finished_on date
      );
      CREATE INDEX business_case_family ON business_case (family);
      CREATE TABLE kube (
        unit uuid PRIMARY KEY,
        rkey smallint NOT NULL,
        mkey smallint NOT NULL,
        district text NOT NULL,
        line text NOT NULL,
        status text NOT NULL,
        grant_amount bigint NOT NULL,
        members smallint NOT NULL,
        turnover bigint NOT NULL,
        turnover_months smallint NOT NULL,
        proposed_on date NOT NULL,
        designated_on date,
        granted_on date,
        independent_on date
      );
      CREATE TABLE kube_member (
        kube uuid NOT NULL,
        person uuid NOT NULL,
        family uuid NOT NULL,
        joined_on date,
        PRIMARY KEY (kube, person)
      );
      CREATE INDEX kube_member_family ON kube_member (family);
      CREATE TABLE kube_state (
        kube uuid NOT NULL,
        number smallint NOT NULL,
        since date NOT NULL,
        status text NOT NULL,
        PRIMARY KEY (kube, number)
      );
      CREATE TABLE grievance (
        id uuid PRIMARY KEY,
        family uuid NOT NULL,
        kind text NOT NULL,
        program text NOT NULL,
        status text NOT NULL,
        submitted_on date NOT NULL,
        decided_on date
      );
      CREATE INDEX grievance_family ON grievance (family);
    `);
  }

  async down(): Promise<void> {
    throw new Error('the star schema is made anew from the outboxes, never taken back');
  }
}
