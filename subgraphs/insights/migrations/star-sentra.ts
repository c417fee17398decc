import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the centres do for people, as statistics know it: cases with the days of their milestones, meetings, skills, devices, needs of
 * devices, and Sentra Kreasi ATENSI. A case has record keys of its own, for as long as nobody knows who it is about; a device
 * has, for as long as it is nobody's.
 */
export class StarSentra1761000103100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE service_case (
        id uuid PRIMARY KEY,
        rkey smallint NOT NULL,
        mkey smallint NOT NULL,
        -- Null before somebody is known.
        person uuid,
        centre text NOT NULL,
        -- Where the person was met.
        district text NOT NULL,
        source text NOT NULL,
        status text NOT NULL,
        -- Told apart from the case; none before the assessment.
        ppks_types text[] NOT NULL DEFAULT '{}',
        major text NOT NULL,
        reached_on date NOT NULL,
        taken_in_on date,
        assessed_on date,
        planned_on date,
        started_on date,
        trained_on date,
        certified_on date,
        ready_on date,
        ready_for_business_on date,
        placed_on date,
        ended_on date
      );
      CREATE INDEX service_case_person ON service_case (person);
      CREATE TABLE outreach_contact (
        service_case uuid NOT NULL,
        attempt smallint NOT NULL,
        contacted_on date NOT NULL,
        place_kind text NOT NULL,
        outcome text NOT NULL,
        PRIMARY KEY (service_case, attempt)
      );
      -- Of those who are ready for work.
      CREATE TABLE case_skill (
        service_case uuid NOT NULL,
        skill text NOT NULL,
        level smallint NOT NULL,
        PRIMARY KEY (service_case, skill)
      );
      CREATE TABLE device (
        id uuid PRIMARY KEY,
        rkey smallint NOT NULL,
        mkey smallint NOT NULL,
        -- Null while it is for nobody.
        person uuid,
        centre text NOT NULL,
        centre_regency text NOT NULL,
        type text NOT NULL,
        status text NOT NULL,
        planned_for date NOT NULL,
        made_on date,
        handed_over_on date,
        lead_days integer
      );
      CREATE INDEX device_person ON device (person);
      CREATE TABLE device_need (
        id uuid PRIMARY KEY,
        person uuid NOT NULL,
        centre text NOT NULL,
        type text NOT NULL,
        priority text NOT NULL,
        status text NOT NULL,
        assessed_on date NOT NULL,
        met_on date
      );
      CREATE INDEX device_need_person ON device_need (person);
      CREATE TABLE ska_month (
        id uuid PRIMARY KEY,
        centre text NOT NULL,
        line text NOT NULL,
        month date NOT NULL,
        revenue bigint NOT NULL,
        at_work integer NOT NULL
      );
      -- Who works there is known as a number only: each place of work of a line is a unit.
      CREATE TABLE ska_place (
        unit uuid PRIMARY KEY,
        rkey smallint NOT NULL,
        mkey smallint NOT NULL,
        centre text NOT NULL,
        line text NOT NULL,
        number integer NOT NULL
      );
      CREATE INDEX ska_place_line ON ska_place (centre, line, number);
    `);
  }

  async down(): Promise<void> {
    throw new Error('the star schema is made anew from the outboxes, never taken back');
  }
}
