import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What partners may see of people before a referral. A cohort is a card with everybody who was given it in one run: the card stands
 * there once, so that nothing finer than what all of them share can be told of one.
 */
export class Cards1761000002510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE card_rule (
        valid_from date PRIMARY KEY,
        -- The last day; none: until another row begins.
        valid_to date CHECK (valid_to >= valid_from),
        -- So many people, at least, are given a card together, and share it as long as it is shown.
        fewest integer NOT NULL CHECK (fewest >= 2),
        -- Whoever is no longer shown is not shown anew for so long: a partner that kept what it saw would know them again.
        pause_days integer NOT NULL CHECK (pause_days > 0),
        -- Counts of skills are made anew no sooner than that.
        supply_days integer NOT NULL CHECK (supply_days > 0),
        legal_reference text NOT NULL,
        note text
      );
      INSERT INTO card_rule VALUES ('2026-01-01', NULL, 10, 90, 7, 'UU PDP 27/2022 pasal 16 ayat (2); kebijakan platform',
        'The law asks for no more data than the purpose takes and sets no number: ten is the smallest cell of protected statistics.');

      CREATE TABLE cohort (
        id uuid PRIMARY KEY,
        level smallint NOT NULL,
        age_band text NOT NULL,
        -- Regency or province; none is told of coarser cards.
        region_code text COLLATE "C" CHECK (region_code ~ '^[0-9]{2}([0-9]{2})?$'),
        moves boolean,
        skills text[],
        certificates text[],
        education text,
        accommodations text[],
        availability text NOT NULL CHECK (availability IN ('NOW', 'LATER')),
        published_on date NOT NULL
      );

      CREATE TABLE card (
        person_id uuid PRIMARY KEY,
        cohort_id uuid NOT NULL REFERENCES cohort,
        -- The last day of the consent it is shown under.
        shown_until date NOT NULL,
        -- Not shown any longer, nor anew before that day.
        held_until date
      );
      CREATE INDEX card_cohort ON card (cohort_id, shown_until, person_id) WHERE held_until IS NULL;

      CREATE TABLE skill_supply (
        skill text NOT NULL,
        regency_code text COLLATE "C" NOT NULL CHECK (regency_code ~ '^[0-9]{4}$'),
        -- Rounded to five; cells of fewer than ten are not here.
        people integer NOT NULL CHECK (people >= 10 AND people % 5 = 0),
        as_of date NOT NULL,
        PRIMARY KEY (skill, regency_code)
      );
      CREATE INDEX skill_supply_place ON skill_supply (regency_code, skill);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE skill_supply, card, cohort, card_rule');
  }
}
