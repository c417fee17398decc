import { compareField } from './compare';
import type { ComparedFacts } from './compare';
import { DUPLICATE_TRANSITIONS, statusAfter } from './duplicate';
import { NEAR_THRESHOLD, compareDates, scorePair } from './score';
import type { ComparedRecord } from './score';

const record = (changes: Partial<ComparedRecord> = {}): ComparedRecord => ({
  nikIndex: 'one',
  searchName: 'balotor kewan',
  birthDate: '1980-03-05',
  sex: 'MALE',
  regionCode: '3204052001',
  familyId: 'family one',
  matchStatus: 'PADAN',
  ...changes,
});
const other = (changes: Partial<ComparedRecord> = {}) =>
  record({ nikIndex: 'two', familyId: 'family two', ...changes });

describe('score of a pair', () => {
  it('takes equal NIKs into the queue whatever else differs, and counts the rest', () => {
    const stranger = other({
      nikIndex: 'one',
      searchName: 'semaru',
      birthDate: '1999-12-31',
      regionCode: '1101012001',
    });
    const twin = other({ nikIndex: 'one' });
    const [low, high] = [scorePair(record(), stranger), scorePair(record(), twin)];
    expect([low?.kind, high?.kind]).toEqual(['EXACT_NIK', 'EXACT_NIK']);
    expect(low?.total).toBeLessThan(high?.total ?? 0);
  });

  it.each([
    ['the same name', {}],
    ['a misspelling', { searchName: 'baltor kewan' }],
    ['a nickname', { searchName: 'lotor kewan' }],
    ['another word order', { searchName: 'kewan balotor' }],
    ['day and month exchanged', { birthDate: '1980-05-03' }],
    ['another province', { regionCode: '1101012001' }],
    ['a wrong day in one regency', { birthDate: '1980-03-06' }],
  ])('finds %s', (_, changes) => {
    const score = scorePair(record(), other(changes));
    expect(score?.kind).toBe('NEAR');
    expect(score?.total).toBeGreaterThanOrEqual(NEAR_THRESHOLD);
  });

  it.each([
    ['another name', { searchName: 'semitor kewan' }],
    ['another birth date', { birthDate: '1979-04-06' }],
    ['twins of one family with names alike', { searchName: 'balotir kewan', familyId: 'family one' }],
    [
      'a wrong year in another province and a misspelling',
      {
        birthDate: '1981-03-05',
        regionCode: '1101012001',
        searchName: 'baltor kewan',
      },
    ],
  ])('leaves %s alone', (_, changes) => {
    expect(scorePair(record(), other(changes))).toBeUndefined();
  });

  it('does not take two unknown NIKs for equal ones', () => {
    expect(scorePair(record({ nikIndex: null }), other({ nikIndex: null, searchName: 'semaru' }))).toBeUndefined();
  });

  it('ranks a pair higher when the civil registry knows a NIK as a duplicate', () => {
    const misspelt = { searchName: 'baltor kewan', regionCode: '1101012001' };
    const [plain, flagged] = [misspelt, { ...misspelt, matchStatus: 'GANDA' }].map((one) =>
      scorePair(record(), other(one)),
    );
    expect(flagged?.total).toBe((plain?.total ?? 0) + 10);
  });

  it('tells its reasons without a value of either record', () => {
    const text = JSON.stringify(scorePair(record(), other({ searchName: 'baltor kewan' }))?.reasons);
    expect(text).toContain('spelling');
    expect(text).not.toMatch(/balotor|kewan|1980|3204/i);
  });
});

it('compares dates', () => {
  expect(compareDates('1980-03-05', '1980-05-03')).toBe('SWAPPED');
  expect(compareDates('1980-03-05', '1980-03-06')).toBe('ONE_PART');
  expect(compareDates('1980-03-05', '1981-05-03')).toBe('DIFFERENT');
});

it('compares fields: equal, similar, different, or not known', () => {
  const facts = (address: string | null): ComparedFacts =>
    new Proxy({} as ComparedFacts, { get: (_, field) => (field === 'address' ? address : null) });
  expect(compareField('address', facts('jl. pakiri 22'), facts('jl. pakiri 22'))).toBe('EQUAL');
  expect(compareField('address', facts('jl. pakiri 22'), facts('jln pakiri 22'))).toBe('SIMILAR');
  expect(compareField('address', facts('jl. pakiri 22'), facts('gg. semaru'))).toBe('DIFFERENT');
  expect(compareField('address', facts('jl. pakiri 22'), facts(null))).toBe('UNKNOWN');
});

describe('state machine', () => {
  it('has no way for the system to a verdict or a merge, and none from OPEN to MERGED', () => {
    const bySystem = DUPLICATE_TRANSITIONS.filter(({ who }) => who === 'SYSTEM').map(({ to }) => to);
    expect(bySystem).not.toEqual(expect.arrayContaining(['SAME']));
    expect(bySystem).not.toEqual(expect.arrayContaining(['MERGED']));
    expect(DUPLICATE_TRANSITIONS.filter(({ to }) => to === 'MERGED').map(({ from }) => from)).toEqual(['SAME']);
  });

  it('refuses with what is allowed instead', () => {
    expect(statusAfter('OPEN', 'DECIDED_SAME')).toBe('SAME');
    expect(() => statusAfter('OPEN', 'MERGED')).toThrow(
      expect.objectContaining({
        code: 'INVALID_TRANSITION',
        details: { from: 'OPEN', event: 'MERGED', allowed: ['DECIDED_SAME', 'DECIDED_DIFFERENT'] },
      }),
    );
    // The search may reopen a decided pair, an officer cannot claim to be the search.
    expect(() => statusAfter('DIFFERENT', 'RECORDS_CHANGED')).toThrow(
      expect.objectContaining({ code: 'INVALID_TRANSITION' }),
    );
  });
});
