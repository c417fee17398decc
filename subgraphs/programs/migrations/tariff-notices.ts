import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rates and limits decide what a simulation of statistics compares with, so they are published: by program, every dated row. Rows
 * are set in SQL by whoever runs the platform; so that a notice cannot be forgotten, the tables themselves give it, in the
 * transaction of the change. Those that stand already are published once.
 */
export class TariffNotices1761000102200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION publish_tariff() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
      BEGIN
        INSERT INTO outbox (topic, entity_id, payload)
        SELECT 'tariff', md5('tariff of ' || changed.code)::uuid, ${factOf('changed.code')}
        FROM (SELECT NEW.program_code AS code UNION SELECT OLD.program_code) changed WHERE changed.code IS NOT NULL;
        RETURN NULL;
      END $$;
      CREATE TRIGGER rate_changed AFTER INSERT OR UPDATE OR DELETE ON program_rate
        FOR EACH ROW EXECUTE FUNCTION publish_tariff();
      CREATE TRIGGER limit_changed AFTER INSERT OR UPDATE OR DELETE ON program_limit
        FOR EACH ROW EXECUTE FUNCTION publish_tariff();
      INSERT INTO outbox (topic, entity_id, payload)
      SELECT 'tariff', md5('tariff of ' || code)::uuid, ${factOf('code')} FROM program every ORDER BY code;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER rate_changed ON program_rate;
      DROP TRIGGER limit_changed ON program_limit;
      DROP FUNCTION publish_tariff;
      DELETE FROM outbox WHERE topic = 'tariff';
    `);
  }
}

/** The dated rows of a program that say what is paid by time, and to how many of a family at once. */
const factOf = (code: string) => `jsonb_build_object('programCode', ${code},
  'rates', coalesce((SELECT jsonb_agg(jsonb_build_object('component', r.component, 'amount', r.amount, 'per', r.per,
      'validFrom', r.valid_from, 'validTo', r.valid_to) ORDER BY r.component, r.valid_from)
    FROM program_rate r WHERE r.program_code = ${code} AND r.per <> 'ONCE'), '[]'),
  'limits', coalesce((SELECT jsonb_agg(jsonb_build_object('component', l.component, 'maximum', l.maximum,
      'validFrom', l.valid_from, 'validTo', l.valid_to) ORDER BY l.component, l.valid_from)
    FROM program_limit l WHERE l.program_code = ${code} AND l.scope = 'AT_ONCE'), '[]'))`;
