import { allowedEvents, getTransition, reachableFrom } from './machine';
import type { Machine } from './machine';

const DOOR: Machine<'OPEN' | 'SHUT' | 'LOCKED', 'SHUT' | 'OPEN' | 'LOCK'> = [
  { from: 'OPEN', event: 'SHUT', to: 'SHUT', who: ['PUBLIC', 'ADMIN'], evidence: 'none' },
  { from: 'SHUT', event: 'OPEN', to: 'OPEN', who: ['PUBLIC', 'ADMIN'], evidence: 'none' },
  { from: 'SHUT', event: 'LOCK', to: 'LOCKED', who: ['ADMIN'], evidence: 'key' },
];

describe('a state machine as data', () => {
  it('makes the steps of its table and no others', () => {
    expect(getTransition(DOOR, 'OPEN', 'SHUT').to).toBe('SHUT');
    expect(() => getTransition(DOOR, 'OPEN', 'LOCK')).toThrow(
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
  });

  it('knows where a state can lead', () => {
    expect(reachableFrom(DOOR, 'OPEN')).toEqual(['OPEN', 'SHUT', 'LOCKED']);
    expect(reachableFrom(DOOR, 'LOCKED')).toEqual(['LOCKED']);
  });
});
