export { openCapability, sealCapability } from './capability';
export { createFieldCipher } from './cipher';
export { RECORD_KEY_RANGE, createRecordKeys } from './record-key';
export type { RecordKey, RecordKeys } from './record-key';
export { createPseudonyms } from './pseudonym';
export type { Pseudonyms } from './pseudonym';
export { asSystem, viewerSettings } from './viewer-settings';
export type { FieldCipher } from './cipher';
export { Parameters, statement } from './statement';
export type { Predicate, Statement } from './statement';
export type { ReadSession, StatementListener } from './session';
export { openDatabase } from './database';
export type { Database, DatabaseOptions } from './database';
export { migrate } from './orm';
export {
  ANYONE,
  VIEWER,
  byRole,
  forRoles,
  placedWithin,
  rowSecuritySql,
  secureTable,
  somePlaceWithin,
} from './row-security';
export type { RowPolicies, RowSecurity } from './row-security';
export { tellAll } from './republish';
export type { Republished } from './republish';
export type { MigrationClass, TableClass } from './orm';
export type { BulkConnection } from './connection';
export { CLIENT_KEY_TABLE, checkClientKey, onceForKey } from './client-key';
export { isUuid } from './uuid';
export type { WriteManager } from './client-key';
export { copyInto, copyOutOf, copyRow } from './copy';
export type { CopyCell } from './copy';
export {
  NOWHERE,
  ROW_FACTS,
  everywhere,
  factsOf,
  narrowed,
  only,
  selectFacts,
  withFacts,
  withRowConditions,
} from './row-scope';
export type { RowConditions, RowScope } from './row-scope';
export { codeWithin, withinRegions } from './jurisdiction';
export { propertiesFor, selectList } from './projection';
export type { Projection } from './projection';
export { createCursorCodec } from './cursor';
export type { CursorCodec } from './cursor';
export { filterPredicate, filteredFields } from './filter';
export type { Filter, FilterableField, FilterableFields } from './filter';
export { COUNT_CAP, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, countList, readPage } from './page';
export type { ListReader, ListSource, Page, PageRequest, PageRow, SortKey, SortableField } from './page';
export { readByKeys } from './batch';
export type { BatchSource } from './batch';
export { countSealedWith, hasTransactionBefore, resealColumn } from './reseal';
export type { ResealCount, SealedColumn } from './reseal';
export * from './ledger';
export {
  LAG_SECONDS,
  OUTBOX_TABLE,
  RELAY_TABLE,
  catchUp,
  findBehind,
  findHorizon,
  findLagSeconds,
  findTip,
  readHorizon,
  rewind,
} from './outbox';
export type { OutboxEvent, OutboxTip, ReadModel } from './outbox';
export { requireFreshCopies } from './freshness';
