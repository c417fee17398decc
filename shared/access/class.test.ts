import { CLASS_OF, FIELD_GROUPS, highestClass, isLedgered, isOpenToAll } from './index';
import type { FieldGroup } from './index';

const groups = Object.keys(FIELD_GROUPS) as FieldGroup[];

test('what everybody reads is P0, and nothing else is', () => {
  expect(groups.filter(isOpenToAll).sort()).toEqual(groups.filter((group) => CLASS_OF[group] === 'P0').sort());
});

test('identity data and above is ledgered, a pseudonym is not', () => {
  expect(isLedgered('NAME')).toBe(true);
  expect(isLedgered('PPKS_PROTECTED')).toBe(true);
  expect(isLedgered('PSEUDONYM')).toBe(false);
  expect(groups.filter((group) => isLedgered(group) && isOpenToAll(group))).toEqual([]);
});

test('the highest class of a read is the one of its most harmful field', () => {
  expect(highestClass(['P2', 'P4', 'P3'])).toBe('P4');
  expect(highestClass([])).toBe('P0');
});
