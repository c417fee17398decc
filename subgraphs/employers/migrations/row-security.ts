import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  ANYONE,
  VIEWER,
  byRole,
  forRoles,
  placedWithin,
  secureTable,
  somePlaceWithin,
  unsecureTable,
} from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';

/**
 * The rows about employers a viewer has, whatever statement asks: the rules of the row scopes (`*.access.ts`). Only the
 * platform itself writes here. Replaces the policies of tables that have some.
 */
export class RowSecurity1761000002110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, policies] of Object.entries(TABLES)) await runner.query(secureTable(table, policies));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(TABLES)) await runner.query(unsecureTable(table));
  }
}

const OTHERS = [
  'PUBLIC',
  'CITIZEN',
  'FRONTEND',
  'FRONTEND_DEVELOPER',
  'PENDAMPING',
  'SENTRA_OFFICER',
  'DATA_STEWARD',
  'ADMIN',
] as const;
const PARTNERS = ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] as const;
const OFFICERS = ['DINSOS', 'SUPERVISOR'] as const;

const ACTIVE = `status = 'ACTIVE'`;
const EMPLOYER_SELECT = byRole({
  ...forRoles([...OTHERS, 'ANALYST'], ACTIVE),
  ...forRoles(PARTNERS, `${ACTIVE} OR id = ${VIEWER.employer}`),
  ...forRoles(OFFICERS, `${ACTIVE} OR ${somePlaceWithin('regency_codes')}`),
  ...forRoles(['PROGRAM_MANAGER', 'DPO'], 'true'),
});

const ofEmployer = (condition: string) => `EXISTS (SELECT FROM employer e WHERE e.id = employer_id AND ${condition})`;
const QUOTA_SELECT = byRole({
  ANALYST: ofEmployer(`e.${ACTIVE}`),
  ...forRoles(PARTNERS, `employer_id = ${VIEWER.employer}`),
  ...forRoles(OFFICERS, ofEmployer(somePlaceWithin('e.regency_codes'))),
  ...forRoles(['PROGRAM_MANAGER', 'DPO'], 'true'),
});

const PUBLISHED = `status = 'PUBLISHED' AND employer_status = 'ACTIVE'`;
const VACANCY_SELECT = byRole({
  ...forRoles([...OTHERS, 'ANALYST', 'DPO'], PUBLISHED),
  ...forRoles(PARTNERS, `employer_id = ${VIEWER.employer} OR (${PUBLISHED})`),
  ...forRoles(OFFICERS, `${placedWithin('regency_code')} OR (${PUBLISHED})`),
  PROGRAM_MANAGER: 'true',
});

const TABLES: Readonly<Record<string, RowPolicies>> = {
  employer: { select: EMPLOYER_SELECT },
  quota_report: { select: QUOTA_SELECT },
  quota_rule: { select: ANYONE },
  vacancy: { select: VACANCY_SELECT },
  outbox: {},
  relay_position: {},
  import_run: {},
  quarantine: {},
  migration: {},
};
