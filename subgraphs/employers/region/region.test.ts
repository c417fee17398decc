import { findLabourArea } from './region';

it.each([
  ['32', '32'],
  ['3273', '3273'],
  ['327301', '3273'],
  ['3273011001', '3273'],
  ['ID', undefined],
  ['327', undefined],
  ['', undefined],
])('the vacancies of %s are those of %s', (code, area) => {
  expect(findLabourArea(code)).toBe(area);
});
