import { pairOf, scoreSets } from './score';

test('precision is the share of what was found that is true, recall the share of what is true that was found', () => {
  expect(scoreSets('STALE', new Set(['a', 'b', 'c', 'd']), new Set(['a', 'b', 'e']))).toEqual({
    defect: 'STALE',
    injected: 3,
    found: 4,
    precision: 0.5,
    recall: 2 / 3,
  });
});

test('nothing found has no precision, nothing injected no recall', () => {
  expect(scoreSets('STALE', new Set(), new Set(['a']))).toMatchObject({ precision: null, recall: 0 });
  expect(scoreSets('STALE', new Set(['a']), new Set())).toMatchObject({ precision: 0, recall: null });
});

test('a pair has one name', () => {
  expect(pairOf('b', 'a')).toBe(pairOf('a', 'b'));
});
