import fc from 'fast-check';
import { ROUNDINGS, findRule, lastDayOf, quotaStanding } from './quota';
import type { QuotaRule, Rounding } from './quota';

const RULE: QuotaRule = {
  employerType: 'SWASTA',
  rateBasisPoints: 100,
  rounding: 'CEIL',
  minimumHeadcount: 1,
  isUncertain: false,
  validFrom: '2016-04-15',
  validTo: null,
  legalReference: 'UU 8/2016 pasal 53 ayat (2)',
  note: null,
};
const STATE: QuotaRule = { ...RULE, employerType: 'BUMN', rateBasisPoints: 200 };

const counts = fc
  .record({ headcount: fc.nat(2_000_000), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ headcount, share }) => ({ headcount, disabledHeadcount: Math.floor(headcount * share) }));
const rule = fc
  .record({
    rateBasisPoints: fc.nat(10_000),
    rounding: fc.constantFrom(...(Object.keys(ROUNDINGS) as Rounding[])),
    minimumHeadcount: fc.nat(200),
  })
  .map((drawn): QuotaRule => ({ ...RULE, ...drawn }));

describe('the disability quota', () => {
  it.each([
    // workers, disabled, rule, required, gap, percent
    [4200, 60, STATE, 84, 24, 1.43],
    [4200, 84, STATE, 84, 0, 2],
    [640, 9, RULE, 7, -2, 1.41],
    [100, 1, RULE, 1, 0, 1],
    [101, 1, RULE, 2, 1, 0.99],
    [1, 0, RULE, 1, 1, 0],
  ])('of %i workers, %i disabled', (headcount, disabledHeadcount, applied, required, gap, compliancePercent) => {
    expect(quotaStanding({ headcount, disabledHeadcount }, applied)).toEqual({
      required,
      gap,
      compliancePercent,
      isMet: gap <= 0,
    });
  });

  it('says nothing of a percentage without workers', () => {
    expect(quotaStanding({ headcount: 0, disabledHeadcount: 0 }, RULE)).toEqual({ required: 0, gap: 0, isMet: true });
  });

  it.each([
    ['CEIL', 2],
    ['FLOOR', 1],
    ['HALF_UP', 2],
  ] as const)('rounds as its row says: %s', (rounding, required) => {
    expect(quotaStanding({ headcount: 150, disabledHeadcount: 0 }, { ...RULE, rounding }).required).toBe(required);
  });

  it('knows no duty below the smallest size', () => {
    const sized = { ...RULE, minimumHeadcount: 100 };
    expect(quotaStanding({ headcount: 99, disabledHeadcount: 0 }, sized).required).toBe(0);
    expect(quotaStanding({ headcount: 100, disabledHeadcount: 0 }, sized).required).toBe(1);
  });

  it.each([
    [-1, 0],
    [10, -1],
    [10, 11],
    [10.5, 1],
  ])('refuses counts that cannot be: %d, %d', (headcount, disabledHeadcount) => {
    expect(() => quotaStanding({ headcount, disabledHeadcount }, RULE)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });

  it('asks for a whole number within one person of the exact share, never more than there are workers', () => {
    fc.assert(
      fc.property(counts, rule, (reported, applied) => {
        const { required, gap, isMet } = quotaStanding(reported, applied);
        const exact = (reported.headcount * applied.rateBasisPoints) / 10_000;
        const duty = reported.headcount >= applied.minimumHeadcount;
        expect(Number.isInteger(required)).toBe(true);
        expect(required).toBeLessThanOrEqual(reported.headcount);
        if (duty) expect(Math.abs(required - exact)).toBeLessThan(1);
        else expect(required).toBe(0);
        expect(gap).toBe(required - reported.disabledHeadcount);
        expect(isMet).toBe(reported.disabledHeadcount >= required);
      }),
    );
  });

  it('never falls when workers are added, and rounds in order: down, half, up', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000), rule, (headcount, more, applied) => {
        const of = (workers: number, rounding = applied.rounding) =>
          quotaStanding({ headcount: workers, disabledHeadcount: 0 }, { ...applied, rounding }).required;
        expect(of(headcount + more)).toBeGreaterThanOrEqual(of(headcount));
        expect(of(headcount, 'FLOOR')).toBeLessThanOrEqual(of(headcount, 'HALF_UP'));
        expect(of(headcount, 'HALF_UP')).toBeLessThanOrEqual(of(headcount, 'CEIL'));
      }),
    );
  });
});

describe('the rule in force', () => {
  const earlier = { ...RULE, validTo: '2025-12-31' };
  const later = { ...RULE, rateBasisPoints: 150, validFrom: '2026-01-01' };

  it('is the one of the type and the day', () => {
    expect(findRule([later, earlier, STATE], 'SWASTA', '2025-12-31')).toBe(earlier);
    expect(findRule([later, earlier, STATE], 'SWASTA', '2026-01-01')).toBe(later);
    expect(findRule([later, earlier, STATE], 'BUMN', '2026-01-01')).toBe(STATE);
    expect(findRule([later, earlier, STATE], 'SWASTA', '2016-04-14')).toBeUndefined();
    expect(findRule([later, earlier], 'KOPERASI', '2026-01-01')).toBeUndefined();
  });

  it('is asked on the last day of the reporting period', () => {
    expect(lastDayOf('2026-S1')).toBe('2026-06-30');
    expect(lastDayOf('2026-S2')).toBe('2026-12-31');
  });
});
