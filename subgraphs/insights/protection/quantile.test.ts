import { quantileOf } from './quantile';

const edges = [0, 10, 20, 40];

test('a quantile lies within its band as far as its rank does', () => {
  const bands = { counts: [40, 40, 20], total: 100, edges };
  expect(quantileOf(0.5, bands)).toBe(12.5);
  expect(quantileOf(0.9, bands)).toBe(30);
  expect(quantileOf(0.4, bands)).toBe(10);
  expect(quantileOf(1, bands)).toBe(40);
});

test('suppressed bands of up to a tenth of the units are left out; more of them leave no quantile', () => {
  expect(quantileOf(0.5, { counts: [45, 45, undefined], total: 100, edges })).toBe(10);
  expect(quantileOf(0.5, { counts: [45, 40, undefined], total: 100, edges })).toBeUndefined();
  expect(quantileOf(0.5, { counts: [undefined, undefined, undefined], total: 25, edges })).toBeUndefined();
  expect(quantileOf(0.5, { counts: [45, 45, 10], total: undefined, edges })).toBeUndefined();
});

test('noise may make the bands more than their total', () => {
  expect(quantileOf(0.5, { counts: [50, 50, 20], total: 100, edges })).toBe(12);
});
