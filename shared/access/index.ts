export { FIELD_GROUPS, isFieldGroup } from './group';
export type { FieldGroup } from './group';
export { CLASS_OF, DATA_CLASSES, highestClass, isLedgered } from './class';
export type { DataClass } from './class';
export { bestGrade, gradeOf, mayReveal, isOpen } from './decision';
export type { Alternative, Condition, Decision, Facts, Grade } from './decision';
export {
  AVAILABILITY,
  CARD_AGE_BANDS,
  DISCLOSURE,
  DISCLOSURE_STAGES,
  EDUCATION_LEVELS,
  cardSchema,
  DISCLOSURE_FIELDS,
  disclosureSchema,
} from './disclosure';
export type { Availability, Card, Disclosure, DisclosureField, DisclosureStage, EducationLevel } from './disclosure';
export { POLICY, decisionFor, isOpenToAll } from './policy';
export { attainableGrades } from './attainable';
export { PURPOSES_OF, decisionOfViewer, hasPurpose } from './purpose';
export { decisionOf } from './strictness';
export type { AccessMark } from './strictness';
export { describeReason, reasonFor } from './reason';
export type { Reason } from './reason';
export { fieldsOf, keyFields, markOf, outputTypes } from './sdl-fields';
export type { OutputTypeNode } from './sdl-fields';
export { maskText } from './mask';
export { ACCESS_DEFINITION, ACCESS_SPEC } from './directive-check';
export { accessFindings, subgraphsFindings, supergraphFindings } from './sdl-check';
