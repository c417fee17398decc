// The decorators of every graph file need it before anything else is loaded.
import 'reflect-metadata';
export { Access } from './access-directive';
export type { AccessNote } from './access-report';
export { codedOnly } from './answer';
export type { FaultListener, SubgraphAnswer } from './answer';
export type { CompilationOptions } from './compiled';
export { PageArgs, PageInfo, TotalCount, connectionOf, listConnection } from './connection';
export type { Connection } from './connection';
export { SubgraphContext } from './context';
export type { Mode, ScopeRule, SubgraphTools } from './context';
export { createSubgraph, printSubgraph } from './create-subgraph';
export type { ReferenceResolver, Subgraph, SubgraphGraph, SubgraphRequest } from './create-subgraph';
export {
  DateFilter,
  IDFilter,
  IntFilter,
  RegionFilter,
  SetFilter,
  SortDirection,
  StringFilter,
  enumFilter,
} from './filters';
export { DatedRule } from './dated-rule';
export { enumOf } from './enum';
export { GraphType, Key, Shareable } from './graph-type';
export type { Relation } from './graph-type';
export { findHistoryOf, machineWords } from './history';
export type { HistoryRow, MachineWords } from './history';
export { loadMany, loadOne } from './load';
export { NestedArgs, askedOf, emptyConnection, nestedConnection } from './nested';
export type { NestedList, NestedPage, NestedParent } from './nested';
export type { SubjectRule } from './read-log';
export { requestedFields, requestedFieldsOn } from './selection';
export { createSubgraphHandler } from './http';
export { OpeningInput, ReasonedStepInput, StepInput } from './step-input';
export { begins, moves, stepsOf } from './steps';
export type { Asked, MachineGraph, StepMutation } from './steps';
