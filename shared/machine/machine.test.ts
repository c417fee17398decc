import { allowedEvents, getStep, reachableFrom, rolesOf, statesAllowing, step } from './machine';
import type { Machine } from './machine';

const ALL = ['PUBLIC', 'ADMIN'] as const;
const DOOR: Machine<'OPEN' | 'SHUT' | 'LOCKED', 'HANG' | 'SHUT' | 'OPEN' | 'LOCK'> = {
  name: 'door',
  what: 'door',
  states: { OPEN: 'Terbuka.', SHUT: 'Tertutup.', LOCKED: 'Terkunci.' },
  events: { HANG: 'Hangs it.', SHUT: 'Shuts it.', OPEN: 'Opens it.', LOCK: 'Locks it.' },
  steps: [
    step(null, 'HANG', 'OPEN', ['ADMIN', 'SYSTEM'], 'hinges'),
    step('OPEN', 'SHUT', 'SHUT', ALL, 'none'),
    step('SHUT', 'OPEN', 'OPEN', ALL, 'none'),
    step('SHUT', 'LOCK', 'LOCKED', ['ADMIN'], 'key'),
  ],
};

describe('a state machine as data', () => {
  it('makes the steps of its table and no others', () => {
    expect(getStep(DOOR, 'OPEN', 'SHUT').to).toBe('SHUT');
    expect(() => getStep(DOOR, 'OPEN', 'LOCK')).toThrow(
      expect.objectContaining({
        code: 'INVALID_TRANSITION',
        details: { from: 'OPEN', event: 'LOCK', allowed: ['SHUT'] },
      }),
    );
  });

  it('lists what a state allows, to everyone or to a role', () => {
    expect(allowedEvents(DOOR, 'SHUT')).toEqual(['OPEN', 'LOCK']);
    expect(allowedEvents(DOOR, 'SHUT', 'PUBLIC')).toEqual(['OPEN']);
    expect(allowedEvents(DOOR, 'LOCKED')).toEqual([]);
    expect(allowedEvents(DOOR, null)).toEqual(['HANG']);
  });

  it('knows where an event is possible, and to whom', () => {
    expect(statesAllowing(DOOR, 'SHUT')).toEqual([{ from: 'OPEN', to: 'SHUT' }]);
    expect(statesAllowing(DOOR, 'HANG')).toEqual([]);
    expect(rolesOf(DOOR, 'HANG')).toEqual(['ADMIN']);
  });

  it('knows where a state can lead', () => {
    expect(reachableFrom(DOOR, 'OPEN')).toEqual(['OPEN', 'SHUT', 'LOCKED']);
    expect(reachableFrom(DOOR, 'LOCKED')).toEqual(['LOCKED']);
  });
});
