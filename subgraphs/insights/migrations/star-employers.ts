import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Employers with the head counts of the last period they reported, their vacancies, and referrals to them. */
export class StarEmployers1761000104100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE employer (
        unit uuid PRIMARY KEY,
        rkey smallint NOT NULL,
        mkey smallint NOT NULL,
        type text NOT NULL,
        sector text NOT NULL,
        status text NOT NULL,
        -- The last day of the period; none: nothing was reported.
        reported_until date,
        headcount integer NOT NULL,
        disabled_headcount integer NOT NULL,
        required integer NOT NULL
      );
      CREATE TABLE vacancy (
        id uuid PRIMARY KEY,
        employer uuid NOT NULL,
        regency text NOT NULL,
        skills text[] NOT NULL,
        work_mode text NOT NULL,
        contract text NOT NULL,
        is_reserved boolean NOT NULL,
        seats integer NOT NULL,
        seats_taken integer NOT NULL,
        open_until date NOT NULL,
        status text NOT NULL
      );
      CREATE TABLE referral (
        id uuid PRIMARY KEY,
        person uuid NOT NULL,
        employer uuid NOT NULL,
        vacancy uuid NOT NULL,
        status text NOT NULL,
        score smallint,
        nominated_on date,
        referred_on date,
        answered_on date,
        is_accepted boolean NOT NULL,
        is_interviewed boolean NOT NULL,
        is_offered boolean NOT NULL,
        decline_reason text NOT NULL,
        placed_on date,
        ended_on date,
        retained_months smallint NOT NULL,
        contract text NOT NULL,
        -- Lower bound of the band of the wage, in percent of the minimum wage.
        wage_from smallint
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('the star schema is made anew from the outboxes, never taken back');
  }
}
