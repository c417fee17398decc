export { FIELD_GROUPS, isFieldGroup } from './group';
export type { FieldGroup } from './group';
export { bestGrade, gradeOf, isOpen } from './decision';
export type { Alternative, Condition, Decision, Facts, Grade } from './decision';
export { POLICY, decisionFor, isOpenToAll } from './policy';
export { maskText } from './mask';
export { ACCESS_DEFINITION, ACCESS_SPEC } from './directive-check';
export { accessFindings, subgraphsFindings, supergraphFindings } from './sdl-check';
