import fc from 'fast-check';
import { NATION, findRegionLevel, isWithin } from './vocabulary';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

test.each([
  ['32', 'PROVINCE'],
  ['3204', 'REGENCY'],
  ['320405', 'DISTRICT'],
  ['3204052001', 'VILLAGE'],
])('%s is a %s', (code, level) => {
  expect(findRegionLevel(code)).toBe(level);
});

test.each(['', '3', '320', '32.04', '32040520', 'ID', '32a4'])('%p is no region code', (code) => {
  expect(findRegionLevel(code)).toBeUndefined();
});

test('a place holds itself and what its code begins, and nothing else', () => {
  fc.assert(
    fc.property(digits(10), digits(10), fc.constantFrom(2, 4, 6, 10), (village, other, length) => {
      const place = other.slice(0, length);
      expect(isWithin(village, place)).toBe(village.slice(0, length) === place);
      expect(isWithin(village, village.slice(0, length))).toBe(true);
      expect(isWithin(village, NATION)).toBe(true);
    }),
  );
});

test('a prefix off a level boundary is no jurisdiction: 3 would be every province of Java', () => {
  expect(isWithin('3204052001', '3')).toBe(false);
  expect(isWithin('3204052001', '')).toBe(false);
  expect(isWithin('3204052001', '32040')).toBe(false);
});
