export { CELL_RULES } from './rule';
export type { Rule, RuleTable, Severity } from './rule';
export { CIVIL_SNAPSHOT, REGISTRY_SNAPSHOT, upsert } from './layout';
export type { Gate, Layout, ReportTable, SnapshotForm, StagingColumn, Step } from './layout';
export { Row, isCalendarDay, isDay, isDigits } from './row';
