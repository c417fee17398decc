import type { Case } from './case';

export const INSIGHTS_CASES: readonly Case[] = [
  { schema: 'insights', table: 'saved_question', type: 'SavedQuestion', from: 'saved_question q', id: 'q.id' },
  { schema: 'insights', table: 'stat_table', type: 'StatTable', from: 'stat_table t', id: 't.id' },
  { schema: 'insights', table: 'table_alert', type: 'TableAlert', from: 'table_alert n', id: 'n.id' },
  { schema: 'insights', table: 'table_audit', type: 'TableAudit', from: 'table_audit a', id: 'a.id' },
];
