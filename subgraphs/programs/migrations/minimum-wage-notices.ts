import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Minimum wages decide about wages of vacancies and offers elsewhere, so they are published: by regency, with every year. Rows
 * are set by decree, in SQL, by whoever runs the platform; so that a notice cannot be forgotten, the table itself gives it, in the
 * transaction of the change. Those that stand already are published once.
 */
export class MinimumWageNotices1761000012300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION publish_minimum_wages() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
      BEGIN
        INSERT INTO outbox (topic, entity_id, payload)
        SELECT 'minimum_wage', md5('minimum wages of ' || changed.code)::uuid, ${factOf('changed.code')}
        FROM (SELECT NEW.regency_code AS code UNION SELECT OLD.regency_code) changed WHERE changed.code IS NOT NULL;
        RETURN NULL;
      END $$;
      CREATE TRIGGER umk_changed AFTER INSERT OR UPDATE OR DELETE ON umk
        FOR EACH ROW EXECUTE FUNCTION publish_minimum_wages();
      INSERT INTO outbox (topic, entity_id, payload)
      SELECT 'minimum_wage', md5('minimum wages of ' || code)::uuid, ${factOf('code')}
      FROM (SELECT DISTINCT regency_code AS code FROM umk) every ORDER BY code;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER umk_changed ON umk;
      DROP FUNCTION publish_minimum_wages;
      DELETE FROM outbox WHERE topic = 'minimum_wage';
    `);
  }
}

/** The wages of a regency as other subgraphs learn them. */
const factOf = (code: string) => `jsonb_build_object('regencyCode', ${code}, 'wages', coalesce((
  SELECT jsonb_agg(jsonb_build_object('year', u.year, 'amount', u.amount, 'source', u.source, 'legalRef', u.legal_ref)
    ORDER BY u.year) FROM umk u WHERE u.regency_code = ${code}), '[]'))`;
