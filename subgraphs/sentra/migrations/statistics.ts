import type { MigrationInterface, QueryRunner } from 'typeorm';
import { caseFact } from '../case/case';
import { publishTypes } from '../case/case-statistics';
import { deviceFact } from '../device/device';
import { needFact } from '../device-need/need';
import { publishSkaMonths } from '../ska/ska';

/**
 * What statistics are made of is published once of everything that stands already. The trade of the plan is kept on the case: whoever
 * takes a step of it need not see the plan.
 */
export class Statistics1761000103000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE service_case ADD major text;
      UPDATE service_case c SET major = p.major FROM (
        SELECT DISTINCT ON (case_id) case_id, major FROM plan WHERE approved_at IS NOT NULL ORDER BY case_id, approved_at DESC, id
      ) p WHERE p.case_id = c.id;
      ${publishAll('service_case', caseFact('f'))};
      ${publishAll('device_need', needFact('f'))};
      ${publishAll('device', deviceFact('f'))};
      ${publishTypes('true')};
      ${publishSkaMonths('true')};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM outbox WHERE topic IN ('case_types', 'ska_month');
      ALTER TABLE service_case DROP major;
    `);
  }
}

const publishAll = (topic: string, fact: string) =>
  `INSERT INTO outbox (topic, entity_id, payload) SELECT '${topic}', f.id, ${fact} FROM ${topic} f ORDER BY f.id`;
