import { AT_WORK_STATES, OPEN_STATES, REFERRAL_MACHINE } from '../../subgraphs/employers/referral/referral';
import { REFERRAL_WORDS, wordsOf } from '../../subgraphs/sentra/placement/placement';

/** The centres read of a referral how far it is; a state they do not know would stop the relay. */
test('every state of a referral is known to the centres, and how far it is for the person', () => {
  expect([...REFERRAL_WORDS].sort()).toEqual(Object.keys(REFERRAL_MACHINE.states).sort());
  const words = (course: Parameters<typeof wordsOf>[0]) => wordsOf(course).replaceAll(`'`, '').split(', ').sort();
  expect(words('IN_PROCESS')).toEqual([...OPEN_STATES].sort());
  expect(words('AT_WORK')).toEqual([...AT_WORK_STATES].sort());
});
