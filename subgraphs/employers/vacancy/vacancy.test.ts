import { getStep } from '../../../shared/machine';
import { VACANCY_EVENTS, VACANCY_MACHINE, skillsOf } from './vacancy';
import type { VacancyEvent } from './vacancy';
import { VACANCY_STATUSES } from './vocabulary';
import type { VacancyStatus } from './vocabulary';

const STATES = Object.keys(VACANCY_STATUSES) as VacancyStatus[];
const EVENTS = Object.keys(VACANCY_EVENTS) as VacancyEvent[];

/** The promise, written apart from the table it is held against. */
const ALLOWED: Readonly<Record<string, VacancyStatus>> = {
  'DRAFT EDIT': 'DRAFT',
  'DRAFT PUBLISH': 'PUBLISHED',
  'DRAFT CLOSE': 'CLOSED',
  'PUBLISHED FILL': 'FILLED',
  'PUBLISHED CLOSE': 'CLOSED',
};

describe('the life of a vacancy', () => {
  const pairs = STATES.flatMap((from) => EVENTS.map((event) => ({ from, event })));

  it.each(pairs.filter(({ from, event }) => ALLOWED[`${from} ${event}`]))(
    'allows $event in $from',
    ({ from, event }) => {
      expect(getStep(VACANCY_MACHINE, from, event).to).toBe(ALLOWED[`${from} ${event}`]);
    },
  );

  it.each(pairs.filter(({ from, event }) => !ALLOWED[`${from} ${event}`]))(
    'forbids $event in $from',
    ({ from, event }) => {
      expect(() => getStep(VACANCY_MACHINE, from, event)).toThrow(
        expect.objectContaining({ code: 'INVALID_TRANSITION' }),
      );
    },
  );

  it('has no step beside the promised ones', () => {
    const begun = ['DRAFT', 'COPY'].map((event) => `null ${event}`);
    expect(VACANCY_MACHINE.steps.map(({ from, event }) => `${from} ${event}`).sort()).toEqual(
      [...begun, ...Object.keys(ALLOWED)].sort(),
    );
  });
});

it('pairs the skills of a vacancy with their levels', () => {
  expect(skillsOf({ skillCodes: ['JAHIT', 'KERJA_TIM'], skillLevels: [3, 1] })).toEqual([
    { code: 'JAHIT', level: 3 },
    { code: 'KERJA_TIM', level: 1 },
  ]);
});
