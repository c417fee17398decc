export { allowedEvents, findStep, getStep, reachableFrom, rolesOf, statesAllowing, step } from './machine';
export type { AnyMachine, Machine, Step, StepRole } from './machine';
export { readNote, readText } from './note';
export { stepPolicies } from './policies';
export { beginRecord, takeStep } from './take-step';
export type { Evidence, LockedRecord, OpeningRequest, Records, StepEffect, StepRequest, StepTaken } from './take-step';
export { TRANSITION_TABLE } from './tables';
