import fc from 'fast-check';
import { PKH_COMPONENTS } from '../component/component';
import type { PkhComponent } from '../component/component';
import type { LimitRow, RateRow } from '../program/rate';
import { componentAmount, paidComponents, tariffOn } from './tariff.fixture';

const YEARLY: Readonly<Record<PkhComponent, number>> = {
  IBU_HAMIL_NIFAS: 3_000_000,
  ANAK_USIA_DINI: 3_000_000,
  ANAK_SD: 900_000,
  ANAK_SMP: 1_500_000,
  ANAK_SMA: 2_000_000,
  LANJUT_USIA: 2_400_000,
  DISABILITAS_BERAT: 2_400_000,
  KORBAN_HAM_BERAT: 10_800_000,
};
const COMPONENTS = Object.keys(PKH_COMPONENTS) as PkhComponent[];
const in2025 = { programCode: 'PKH', validFrom: '2025-01-01', validTo: null };
const rates = COMPONENTS.map((component): RateRow => ({
  ...in2025,
  component,
  amount: YEARLY[component],
  per: 'YEAR',
}));
const limit = (component: PkhComponent | null, maximum: number, more: Partial<LimitRow> = {}): LimitRow => ({
  ...in2025,
  component,
  maximum,
  scope: 'AT_ONCE',
  ...more,
});
const limits = [
  limit(null, 4),
  limit('ANAK_USIA_DINI', 2),
  limit('LANJUT_USIA', 1),
  limit('DISABILITAS_BERAT', 1),
  limit('IBU_HAMIL_NIFAS', 2, { scope: 'OVER_TIME' }),
];
const stage = tariffOn(rates, limits, '2026-07-01', 3);
const year = tariffOn(rates, limits, '2026-07-01', 12);

const family = fc.array(fc.constantFrom(...COMPONENTS), { maxLength: 12 });

describe('the amount of a family', () => {
  test('five components: the four highest are paid, 9,500,000 a year and 2,375,000 a stage', () => {
    const five: PkhComponent[] = ['IBU_HAMIL_NIFAS', 'ANAK_USIA_DINI', 'ANAK_SD', 'ANAK_SMP', 'ANAK_SMA'];
    expect(componentAmount(five, year)).toBe(9_500_000);
    expect(componentAmount(five, stage)).toBe(2_375_000);
    expect(paidComponents(five, stage)).not.toContain('ANAK_SD');
  });

  test('nobody carries a component: nothing', () => {
    expect(componentAmount([], stage)).toBe(0);
  });

  test('limits: two small children, one elderly person, any number of pupils up to the cap', () => {
    expect(componentAmount(['ANAK_USIA_DINI', 'ANAK_USIA_DINI', 'ANAK_USIA_DINI'], year)).toBe(6_000_000);
    expect(componentAmount(['LANJUT_USIA', 'LANJUT_USIA'], year)).toBe(2_400_000);
    expect(componentAmount(['ANAK_SD', 'ANAK_SD', 'ANAK_SD', 'ANAK_SD', 'ANAK_SD'], year)).toBe(3_600_000);
  });

  test('a limit over time does not cut persons of the same period', () => {
    expect(componentAmount(['IBU_HAMIL_NIFAS', 'IBU_HAMIL_NIFAS', 'IBU_HAMIL_NIFAS'], year)).toBe(9_000_000);
  });

  test('never rises when a component is dropped', () => {
    fc.assert(
      fc.property(family, fc.nat(), (components, at) => {
        const fewer = components.filter((_, index) => index !== at % Math.max(components.length, 1));
        expect(componentAmount(fewer, stage)).toBeLessThanOrEqual(componentAmount(components, stage));
      }),
    );
  });

  test('pays at most four, and of each no more than its limit', () => {
    fc.assert(
      fc.property(family, (components) => {
        const paid = paidComponents(components, stage);
        expect(paid.length).toBeLessThanOrEqual(4);
        for (const [component, most] of stage.limits) {
          expect(paid.filter((one) => one === component).length).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  test('does not depend on the order, and is whole rupiah', () => {
    const shuffled = family.chain((components) =>
      fc.tuple(
        fc.constant(components),
        fc.shuffledSubarray(components, { minLength: components.length, maxLength: components.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(componentAmount(other, stage)).toBe(componentAmount(one, stage));
        expect(Number.isSafeInteger(componentAmount(one, stage))).toBe(true);
      }),
    );
  });

  test('the four highest cannot be bettered by any other choice', () => {
    fc.assert(
      fc.property(family, fc.infiniteStream(fc.boolean()), (components, choice) => {
        const chosen = components.filter(() => choice.next().value === true);
        expect(componentAmount(chosen, stage)).toBeLessThanOrEqual(componentAmount(components, stage));
      }),
    );
  });
});

describe('the tariff of a day', () => {
  test('takes the row in force, on its first and its last day', () => {
    const old: RateRow = { ...in2025, component: 'ANAK_SD', amount: 900_000, per: 'YEAR', validTo: '2025-12-31' };
    const dated: RateRow[] = [old, { ...old, amount: 1_000_000, validFrom: '2026-01-01', validTo: null }];
    const amountOn = (day: string) => tariffOn(dated, [], day, 12).amounts.get('ANAK_SD');
    expect([amountOn('2025-01-01'), amountOn('2025-12-31'), amountOn('2026-01-01')]).toEqual([
      900_000, 900_000, 1_000_000,
    ]);
    expect(amountOn('2024-12-31')).toBeUndefined();
  });

  test('without a row for the cap there is none', () => {
    const uncapped = tariffOn(rates, [], '2026-07-01', 12);
    expect(componentAmount(Array<PkhComponent>(6).fill('ANAK_SD'), uncapped)).toBe(5_400_000);
  });

  test('a component without a rate is not paid and takes no place of another', () => {
    const pupils = tariffOn(
      [...rates.filter(({ component }) => component === 'ANAK_SD')],
      [limit(null, 1)],
      '2026-07-01',
      12,
    );
    expect(componentAmount(['ANAK_SMA', 'ANAK_SD'], pupils)).toBe(900_000);
  });
});
