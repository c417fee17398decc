import { attendancePercent } from './training';

it.each([
  [0, 0, undefined],
  [0, 3, 0],
  [4, 5, 80],
  [79, 100, 79],
  [799, 1_000, 79],
  [10, 10, 100],
])('%i of %i sessions are %s percent', (attended, held, percent) => {
  expect(attendancePercent(attended, held)).toBe(percent);
});
