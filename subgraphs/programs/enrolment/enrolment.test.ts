import { CodedError } from '../../../shared/errors';
import { getStep, statesAllowing } from '../../../shared/machine';
import { ENROLMENT_EVENTS, ENROLMENT_MACHINE, STATUSES, dciStatus } from './enrolment';
import type { EnrolmentEvent } from './enrolment';

const EVENTS = Object.keys(ENROLMENT_EVENTS) as EnrolmentEvent[];
const TRANSITIONS = ENROLMENT_MACHINE.steps.filter(({ from }) => from !== null);

/** The machine as it is agreed, written a second time on purpose. */
const ALLOWED: Readonly<Record<string, string>> = {
  'CANDIDATE DESIGNATE': 'DESIGNATED',
  'CANDIDATE DEACTIVATE': 'INACTIVE',
  'DESIGNATED ACTIVATE': 'ACTIVE',
  'DESIGNATED DEACTIVATE': 'INACTIVE',
  'ACTIVE SUSPEND': 'SUSPENDED',
  'ACTIVE BEGIN_TRANSITION': 'TRANSITION',
  'ACTIVE DEACTIVATE': 'INACTIVE',
  'SUSPENDED RESUME': 'ACTIVE',
  'SUSPENDED BEGIN_TRANSITION': 'TRANSITION',
  'SUSPENDED DEACTIVATE': 'INACTIVE',
  'TRANSITION SUSPEND': 'SUSPENDED',
  'TRANSITION GRADUATE_NATURALLY': 'GRADUATED_NATURALLY',
  'TRANSITION GRADUATE_VOLUNTARILY': 'GRADUATED_VOLUNTARILY',
  'TRANSITION DEACTIVATE': 'INACTIVE',
};
const pairs = STATUSES.flatMap((from) => EVENTS.map((event) => ({ from, event, name: `${from} ${event}` })));
const allowed = pairs.filter(({ name }) => Object.hasOwn(ALLOWED, name));
const forbidden = pairs.filter(({ name }) => !Object.hasOwn(ALLOWED, name));

test('every pair of state and event is either allowed or forbidden', () => {
  expect(allowed).toHaveLength(Object.keys(ALLOWED).length);
  expect(TRANSITIONS).toHaveLength(allowed.length);
  expect(allowed.length + forbidden.length).toBe(72);
});

test.each(allowed)('$name is allowed', ({ from, event, name }) => {
  expect(getStep(ENROLMENT_MACHINE, from, event).to).toBe(ALLOWED[name]);
});

test.each(forbidden)('$name is forbidden and says what is allowed', ({ from, event }) => {
  const attempt = () => getStep(ENROLMENT_MACHINE, from, event);
  expect(attempt).toThrow(CodedError);
  try {
    attempt();
  } catch (error) {
    const { code, details } = error as CodedError;
    expect(code).toBe('INVALID_TRANSITION');
    expect(details['allowed']).toEqual(allowed.filter((pair) => pair.from === from).map((pair) => pair.event));
  }
});

test('graduated and inactive enrolments stay so', () => {
  for (const last of ['GRADUATED_NATURALLY', 'GRADUATED_VOLUNTARILY', 'INACTIVE'] as const) {
    expect(TRANSITIONS.filter(({ from }) => from === last)).toEqual([]);
  }
});

test('leaving and suspending ask for a reason, nothing else does', () => {
  const asking = new Set(TRANSITIONS.filter(({ reasons }) => reasons !== undefined).map(({ event }) => event));
  expect([...asking].sort()).toEqual(['DEACTIVATE', 'SUSPEND']);
  expect(statesAllowing(ENROLMENT_MACHINE, 'SUSPEND').map(({ from }) => from)).toEqual(['ACTIVE', 'TRANSITION']);
});

test('DCI: active 1, deceased 2, graduated 3, suspended 4, and none outside of enrolment', () => {
  expect(STATUSES.map((status) => [status, dciStatus(status, null)])).toEqual([
    ['CANDIDATE', undefined],
    ['DESIGNATED', undefined],
    ['ACTIVE', 1],
    ['SUSPENDED', 4],
    ['TRANSITION', 1],
    ['GRADUATED_NATURALLY', 3],
    ['GRADUATED_VOLUNTARILY', 3],
    ['INACTIVE', undefined],
  ]);
  expect(dciStatus('INACTIVE', 'DECEASED')).toBe(2);
});
