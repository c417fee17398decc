import { CodedError } from '../../../shared/errors';
import { comparePkhCost, familyAmount, pkhCost, proposedTariff } from './pkh-cost';
import type { PkhTariff } from './pkh-cost';

/** The amounts and limits of 2026 (catalogue of programs). */
const TARIFF: PkhTariff = {
  amounts: new Map([
    ['IBU_HAMIL_NIFAS', 3_000_000],
    ['ANAK_USIA_DINI', 3_000_000],
    ['ANAK_SD', 900_000],
    ['ANAK_SMP', 1_500_000],
    ['ANAK_SMA', 2_000_000],
    ['LANJUT_USIA', 2_400_000],
  ]),
  limits: new Map([
    ['ANAK_USIA_DINI', 2],
    ['LANJUT_USIA', 1],
  ]),
  cap: 4,
};
const CELLS = [
  { profile: 'ANAK_SD:2', families: 100 },
  { profile: 'ANAK_SD:1,ANAK_SMA:1,ANAK_SMP:1,ANAK_USIA_DINI:1,IBU_HAMIL_NIFAS:1', families: 20 },
  { profile: 'LANJUT_USIA:2', families: 50 },
  { profile: 'NONE', families: 30 },
];

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof CodedError ? error.code : error;
  }
  return undefined;
};

describe('the amount of a profile', () => {
  test('is that of its highest components up to the cap', () => {
    // The published example: pregnant woman, toddler, primary, lower and upper secondary pupil give Rp9.5 million a year.
    expect(familyAmount(CELLS[1]?.profile ?? '', TARIFF)).toBe(9_500_000);
    expect(familyAmount(CELLS[1]?.profile ?? '', { ...TARIFF, cap: 5 })).toBe(10_400_000);
  });

  test('counts of each component what its limit lets, and no place for what has no rate', () => {
    expect(familyAmount('LANJUT_USIA:2', TARIFF)).toBe(2_400_000);
    expect(familyAmount('ANAK_USIA_DINI:3,LANJUT_USIA:1', TARIFF)).toBe(8_400_000);
    expect(familyAmount('DISABILITAS_BERAT:4,ANAK_SD:1', TARIFF)).toBe(900_000);
    expect(familyAmount('NONE', TARIFF)).toBe(0);
  });
});

test('the cost is that of every profile, and of each component', () => {
  expect(pkhCost(CELLS, TARIFF)).toEqual({
    perYear: 100 * 1_800_000 + 20 * 9_500_000 + 50 * 2_400_000,
    perStage: (100 * 1_800_000 + 20 * 9_500_000 + 50 * 2_400_000) / 4,
    families: 170,
    components: [
      { component: 'ANAK_SD', persons: 200, perYear: 180_000_000 },
      { component: 'ANAK_SMA', persons: 20, perYear: 40_000_000 },
      { component: 'ANAK_SMP', persons: 20, perYear: 30_000_000 },
      { component: 'ANAK_USIA_DINI', persons: 20, perYear: 60_000_000 },
      { component: 'IBU_HAMIL_NIFAS', persons: 20, perYear: 60_000_000 },
      { component: 'LANJUT_USIA', persons: 50, perYear: 120_000_000 },
    ],
  });
});

describe('a proposal', () => {
  test('says what it costs more and for how many families it changes', () => {
    const raised = comparePkhCost(CELLS, TARIFF, { rates: [{ component: 'ANAK_SD', amount: 1_000_000 }] });
    expect(raised).toMatchObject({ difference: 20_000_000, gaining: 100, losing: 0, unchanged: 100 });
    const capped = comparePkhCost(CELLS, TARIFF, { cap: 1 });
    expect(capped).toMatchObject({ difference: -(100 * 900_000 + 20 * 6_500_000), losing: 120, gaining: 0 });
    // Control: what is in force changes nothing.
    expect(comparePkhCost(CELLS, TARIFF, { cap: 4 })).toMatchObject({ difference: 0, unchanged: 200 });
  });

  test.each([
    [{ rates: [{ component: 'ANAK_TK', amount: 1 }] }],
    [{ rates: [{ component: 'ANAK_SD', amount: -1 }] }],
    [{ rates: [{ component: 'ANAK_SD', amount: 0.5 }] }],
    [
      {
        rates: [
          { component: 'ANAK_SD', amount: 1 },
          { component: 'ANAK_SD', amount: 2 },
        ],
      },
    ],
    [{ cap: 0 }],
  ])('that means nothing is refused: %j', (proposal) => {
    expect(codeOf(() => proposedTariff(TARIFF, proposal))).toBe('BAD_USER_INPUT');
    expect(codeOf(() => proposedTariff(TARIFF, {}))).toBeUndefined();
  });
});
