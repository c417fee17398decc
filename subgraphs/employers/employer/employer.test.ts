import { getStep, reachableFrom } from '../../../shared/machine';
import { EMPLOYER_EVENTS, EMPLOYER_MACHINE } from './employer';
import type { EmployerEvent } from './employer';
import { EMPLOYER_STATUSES } from './vocabulary';
import type { EmployerStatus } from './vocabulary';

const STATES = Object.keys(EMPLOYER_STATUSES) as EmployerStatus[];
const EVENTS = Object.keys(EMPLOYER_EVENTS) as EmployerEvent[];

/** The promise, written apart from the table it is held against. */
const ALLOWED: Readonly<Record<string, EmployerStatus>> = {
  'APPLIED VERIFY': 'VERIFIED',
  'VERIFIED SIGN_MOU': 'MOU_SIGNED',
  'MOU_SIGNED SIGN_DSA': 'DSA_SIGNED',
  'DSA_SIGNED ACTIVATE': 'ACTIVE',
  'ACTIVE RENEW_MOU': 'ACTIVE',
  'ACTIVE RENEW_DSA': 'ACTIVE',
  'ACTIVE SUSPEND': 'SUSPENDED',
  'ACTIVE EXPIRE': 'EXPIRED',
  'ACTIVE TERMINATE': 'TERMINATED',
  'SUSPENDED REINSTATE': 'ACTIVE',
  'SUSPENDED EXPIRE': 'EXPIRED',
  'SUSPENDED TERMINATE': 'TERMINATED',
};

describe('the life of a partnership', () => {
  const pairs = STATES.flatMap((from) => EVENTS.map((event) => ({ from, event })));

  it.each(pairs.filter(({ from, event }) => ALLOWED[`${from} ${event}`]))(
    'allows $event in $from',
    ({ from, event }) => {
      expect(getStep(EMPLOYER_MACHINE, from, event).to).toBe(ALLOWED[`${from} ${event}`]);
    },
  );

  it.each(pairs.filter(({ from, event }) => !ALLOWED[`${from} ${event}`]))(
    'forbids $event in $from',
    ({ from, event }) => {
      expect(() => getStep(EMPLOYER_MACHINE, from, event)).toThrow(
        expect.objectContaining({ code: 'INVALID_TRANSITION' }),
      );
    },
  );

  it('has no step beside the promised ones', () => {
    expect(EMPLOYER_MACHINE.steps.map(({ from, event }) => `${from} ${event}`).sort()).toEqual(
      ['null APPLY', ...Object.keys(ALLOWED)].sort(),
    );
  });

  it('reaches every status from an application, and leaves an ended one never', () => {
    expect(reachableFrom(EMPLOYER_MACHINE, 'APPLIED').sort()).toEqual([...STATES].sort());
    expect(reachableFrom(EMPLOYER_MACHINE, 'EXPIRED')).toEqual(['EXPIRED']);
    expect(reachableFrom(EMPLOYER_MACHINE, 'TERMINATED')).toEqual(['TERMINATED']);
  });

  it('is moved by the ministry alone; whoever applies has no partner yet, and a rule ends what has run out', () => {
    const others = EMPLOYER_MACHINE.steps.flatMap(({ event, who }) =>
      who.filter((role) => role !== 'PROGRAM_MANAGER').map((role) => `${event} ${role}`),
    );
    expect(new Set(others)).toEqual(new Set(['APPLY PARTNER_ADMIN', 'EXPIRE SYSTEM']));
  });

  it('is activated by other eyes than signed for the data', () => {
    expect(getStep(EMPLOYER_MACHINE, 'DSA_SIGNED', 'ACTIVATE').apartFrom).toEqual(['SIGN_DSA']);
  });
});
