import { CodedError } from '../errors';
import type { Role } from '../viewer';

/** Whoever can cause a step; SYSTEM is a rule at work. */
export type StepRole = Role | 'SYSTEM';

/** One step of a state machine: what may happen in a state, who may let it happen, and what must be shown for it. */
export interface Step<State extends string, Event extends string> {
  /** null: the step begins a record. */
  readonly from: State | null;
  readonly event: Event;
  readonly to: State;
  readonly who: readonly StepRole[];
  /** The document or fact that proves the step; in words, since checking it belongs to the noun. */
  readonly evidence: string;
  /** Codes of which one must be given; none: no reason is asked. */
  readonly reasons?: readonly string[];
  /** Four eyes: events whose last actor must have been another account. */
  readonly apartFrom?: readonly Event[];
}

/** A state machine as data: what is not listed is forbidden. */
export interface Machine<State extends string, Event extends string> {
  /** Its name in events, in the outbox and in documents; unique over all subgraphs. */
  readonly name: string;
  /** What its records are called in messages. */
  readonly what: string;
  /** Every state, in the ministry's own words. */
  readonly states: Readonly<Record<State, string>>;
  /** Every event, in a sentence. */
  readonly events: Readonly<Record<Event, string>>;
  readonly steps: readonly Step<State, Event>[];
}

/** A machine whose states and events are not known by type: for documents and tests. */
export type AnyMachine = Machine<string, string>;

/** Writes a step on one line. */
export function step<State extends string, Event extends string>(
  from: State | null,
  event: Event,
  to: State,
  who: readonly StepRole[],
  evidence: string,
  further: Pick<Step<State, Event>, 'reasons' | 'apartFrom'> = {},
): Step<State, Event> {
  return { from, event, to, who, evidence, ...further };
}

/** The events a state allows, in the order of the table; with a role, those that role may cause. */
export function allowedEvents<State extends string, Event extends string>(
  { steps }: Machine<State, Event>,
  from: State | null,
  role?: StepRole,
): Event[] {
  return steps
    .filter((each) => each.from === from && (role === undefined || each.who.includes(role)))
    .map(({ event }) => event);
}

/** The step an event makes from a state, if it makes one. */
export function findStep<State extends string, Event extends string>(
  { steps }: Machine<State, Event>,
  from: State | null,
  event: Event,
): Step<State, Event> | undefined {
  return steps.find((each) => each.from === from && each.event === event);
}

/**
 * The step an event makes from a state.
 * @throws CodedError INVALID_TRANSITION with the events the state allows
 */
export function getStep<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  from: State | null,
  event: Event,
): Step<State, Event> {
  const found = findStep(machine, from, event);
  if (found) return found;
  throw new CodedError('INVALID_TRANSITION', { from: from ?? 'nothing', event, allowed: allowedEvents(machine, from) });
}

/** The states in which an event is possible, and where it leads from each. */
export function statesAllowing<State extends string, Event extends string>(
  { steps }: Machine<State, Event>,
  event: Event,
): { readonly from: State; readonly to: State }[] {
  return steps.flatMap(({ from, to, ...each }) => (each.event === event && from !== null ? [{ from, to }] : []));
}

/** Everybody who may cause an event in some state, each once. */
export function rolesOf<State extends string, Event extends string>(
  { steps }: Machine<State, Event>,
  event: Event,
): Role[] {
  const roles = new Set(steps.filter((each) => each.event === event).flatMap(({ who }) => who));
  return [...roles].filter((role) => role !== 'SYSTEM');
}

/** Every state that can follow a state after any number of steps, the state itself first. */
export function reachableFrom<State extends string, Event extends string>(
  { steps }: Machine<State, Event>,
  from: State,
): State[] {
  const found = [from];
  // The loop goes on over what it appends.
  for (const state of found) {
    for (const { from: before, to } of steps) if (before === state && !found.includes(to)) found.push(to);
  }
  return found;
}
