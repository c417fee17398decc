import { VIEWER, byRole, forRoles } from '../../shared/database';
import type { RowPolicies, RowSecurity } from '../../shared/database';
import { ANALYSTS } from './citation/analyst';
import { STAT_TABLE_POLICIES } from './citation/stat-table.access';
import { QUESTION_POLICIES } from './question/question.access';
import { STAR_TABLES } from './star/tables';

const tables: Readonly<Record<string, RowPolicies>> = {
  // The star schema is the projector's and the snapshot's: no viewer has a row of it, only tables made of it.
  ...Object.fromEntries(STAR_TABLES.map((table) => [table, {}])),
  migration: {},
  relay_position: {},
  client_key: {},
  saved_question: QUESTION_POLICIES,
  snapshot: {},
  stat_export: {},
  stat_file: {},
  stat_table: STAT_TABLE_POLICIES,
  table_audit: { select: byRole({ DPO: 'true', ...forRoles(ANALYSTS, `account = ${VIEWER.subject}`) }) },
  table_alert: { select: byRole({ DPO: 'true' }) },
};

export const insightsRowSecurity: RowSecurity = { tables };
