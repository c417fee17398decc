import { CodedError } from '../../shared/errors';
import type { Role } from '../../shared/viewer';

/** One step of a state machine: what may happen in a state, who may let it happen, and what must be shown for it. */
export interface Transition<State extends string, Event extends string> {
  readonly from: State;
  readonly event: Event;
  readonly to: State;
  readonly who: readonly Role[];
  /** The document or fact that proves the step; in words, since checking it belongs to the noun. */
  readonly evidence: string;
}

/** A state machine as data: what is not listed is forbidden. */
export type Machine<State extends string, Event extends string> = readonly Transition<State, Event>[];

/** The events a state allows, in the order of the table; with a role, those that role may cause. */
export function allowedEvents<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  from: State,
  role?: Role,
): Event[] {
  return machine
    .filter((step) => step.from === from && (role === undefined || step.who.includes(role)))
    .map(({ event }) => event);
}

/**
 * The step an event makes from a state.
 * @throws CodedError INVALID_TRANSITION with the events the state allows
 */
export function getTransition<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  from: State,
  event: Event,
): Transition<State, Event> {
  const step = machine.find((candidate) => candidate.from === from && candidate.event === event);
  if (!step) throw new CodedError('INVALID_TRANSITION', { from, event, allowed: allowedEvents(machine, from) });
  return step;
}

/** Every state that can follow a state after any number of steps, the state itself first. */
export function reachableFrom<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  from: State,
): State[] {
  const found = [from];
  // The loop goes on over what it appends.
  for (const state of found) {
    for (const step of machine) if (step.from === state && !found.includes(step.to)) found.push(step.to);
  }
  return found;
}
