import { today } from '../../../shared/machine';
import { findCriteria } from './message';
import { readSearch } from './search';
import type { Search } from './search';

/** The search in criteria of conditions on one kind of record. */
function searchFor(entity: string, query: object, more: object = {}): Search {
  const template = { type: 'ns:org:QueryType:NoSql', value: { expression: { collection: entity, query } } };
  const criteria = findCriteria({ query_type: 'expression', query: template, ...more });
  if (!criteria) throw new Error('no criteria');
  return readSearch(criteria);
}
const filterOf = (entity: string, query: object) => {
  const { by } = searchFor(entity, query);
  return 'list' in by ? [by.list, by.filter] : by;
};

test.each([
  [{ $lt: 5 }, { lte: 4 }],
  [{ $lt: 2.5 }, { lte: 2 }],
  [{ $lte: 2.5 }, { lte: 2 }],
  [{ $gt: 2.5 }, { gte: 3 }],
  [{ $ge: '3' }, { gte: 3 }],
  [{ $gt: 3 }, { gte: 4 }],
  [{ $eq: 1 }, { eq: 1 }],
  [{ $in: [1, '2'] }, { in: [1, 2] }],
])('a poverty score %j is a desil %j', (test, desil) => {
  expect(filterOf('Group', { poverty_score: test })).toEqual(['families', { AND: [{ desil }] }]);
});

test('an age is an interval of birth dates: who turns eighteen today is eighteen', () => {
  const [year = '', rest] = [today().slice(0, 4), today().slice(4)];
  const yearsAgo = (years: number) => `${Number(year) - years}${rest}`;
  const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  const birthDates = (test: object) => filterOf('Member', { age: test });
  expect(birthDates({ $ge: 18 })).toEqual(['persons', { AND: [{ birthDate: { lte: yearsAgo(18) } }] }]);
  expect(birthDates({ $lt: 18 })).toEqual(['persons', { AND: [{ birthDate: { gte: dayAfter(yearsAgo(18)) } }] }]);
  expect(birthDates({ $eq: 18 })).toEqual([
    'persons',
    { AND: [{ birthDate: { lte: yearsAgo(18), gte: dayAfter(yearsAgo(19)) } }] },
  ]);
});

describe('on a leap day', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2024-02-29T05:00:00Z') }));
  afterEach(() => jest.useRealTimers());
  const born = (test: object) => {
    const { by } = searchFor('Member', { age: test });
    return 'list' in by ? by.filter['AND'] : undefined;
  };

  test('who was born on the first of March is not eighteen yet', () => {
    expect(born({ $ge: 18 })).toEqual([{ birthDate: { lte: '2006-02-28' } }]);
    expect(born({ $lt: 18 })).toEqual([{ birthDate: { gte: '2006-03-01' } }]);
    expect(born({ $ge: 20 })).toEqual([{ birthDate: { lte: '2004-02-29' } }]);
  });
});

test.each(['2023-02-30', '2023-13-01', '23-01-01', 20230101, ''])('%p is no day to be born on', (day) => {
  expect(() => filterOf('Member', { birth_date: { $eq: day } })).toThrow('a day is written YYYY-MM-DD');
  expect(filterOf('Member', { birth_date: { $eq: '2023-02-28' } })).toBeDefined();
});

test('both forms of a query come to the same search', () => {
  const predicates = [
    {
      seq_num: 1,
      expression1: { attribute_name: 'location', operator: 'eq', attribute_value: '3204' },
      condition: 'and',
      expression2: { attribute_name: 'poverty_score', operator: 'lt', attribute_value: '3' },
    },
  ];
  const criteria = findCriteria({ query_type: 'predicate', query: predicates, response_entity: 'Group' });
  const template = searchFor('Group', { $and: [{ location: { $eq: '3204' } }, { poverty_score: { $lt: 3 } }] });
  expect(criteria && readSearch(criteria)).toEqual(template);
  const either = predicates.map((each) => ({ ...each, condition: 'or' }));
  const refused = findCriteria({ query_type: 'predicate', query: either });
  expect(() => refused && readSearch(refused)).toThrow('joined by and only');
});

describe('a list of predicates', () => {
  const read = (item: object) => {
    const criteria = findCriteria({ query_type: 'predicate', query: [item], response_entity: 'Group' });
    const by = criteria && readSearch(criteria).by;
    return by && 'list' in by ? by.filter['AND'] : undefined;
  };
  const below = (score: number) => ({ attribute_name: 'poverty_score', operator: 'le', attribute_value: score });
  const numbered = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`expression${n + 1}`, below((n % 9) + 1)]));

  test('is read to its last expression, in the order of their numbers', () => {
    const desils = Array.from({ length: 10 }, (_, n) => ({ desil: { lte: (n % 9) + 1 } }));
    expect(read(numbered(10))).toEqual(desils);
    const { expression1, expression2, ...others } = numbered(10);
    expect(read({ ...others, condition: 'and', expression2, expression1, condition9: 'and' })).toEqual(desils);
    expect(() => read(numbered(11))).toThrow('at most 10 conditions');
  });

  test.each([
    [{ condition: 'and', condition2: 'or' }, 'joined by and only'],
    [{ condition1: 'not' }, 'joined by and only'],
    [{ expression: below(3) }, 'numbered on'],
    [{ expressionA: below(3) }, 'numbered on'],
    [{ filter: below(3) }, 'numbered on'],
  ])('with %j beside is refused: it asks for less than would be answered', (more, words) => {
    const refusal = expect.objectContaining({ code: 'rjct.filter.invalid', message: expect.stringContaining(words) });
    expect(() => read({ ...numbered(2), ...more })).toThrow(refusal);
  });
});

test('a status is that of an enrolment in a named programme', () => {
  const query = { programme_identifier: { $eq: 'PKH' }, enrolment_status: { $in: ['1', 3] } };
  expect(filterOf('Household', query)).toEqual([
    'enrolments',
    {
      AND: [
        { programCode: { eq: 'PKH' } },
        {
          OR: [
            { status: { in: ['ACTIVE', 'TRANSITION'] } },
            { status: { in: ['GRADUATED_NATURALLY', 'GRADUATED_VOLUNTARILY'] } },
          ],
        },
      ],
    },
  ]);
  const ofStatus = (status: object) => filterOf('Group', { ...query, enrolment_status: status });
  // Aid that ended otherwise is none of the standard's states.
  const byDeath = { OR: [{ status: { in: ['INACTIVE'] }, statusReason: { eq: 'DECEASED' } }] };
  expect(ofStatus({ $eq: 2 })).toEqual(['enrolments', { AND: [{ programCode: { eq: 'PKH' } }, byDeath] }]);
  expect(ofStatus({ $in: ['2', 2, '2'] })).toEqual(ofStatus({ $eq: 2 }));
  for (const unknown of ['5', '0', 'ACTIVE', 'constructor', '__proto__', null]) {
    expect(() => ofStatus({ $eq: unknown })).toThrow('a status is 1, 2, 3 or 4');
  }
});

test('an identifier alone is a look-up, in either form', () => {
  const nik = '3204054101809001';
  expect(filterOf('Group', { UIN: { $eq: nik } })).toEqual({ kind: 'nik', value: nik });
  expect(() => filterOf('Group', { UIN: { $eq: nik }, poverty_score: { $lt: 5 } })).toThrow('stands alone');
  expect(() => filterOf('Group', { UIN: { $in: [nik] } })).toThrow('stands alone');
});

test('pages and order are those of the standard, ten records and none if left out', () => {
  const place = { location: { $eq: '3204' } };
  expect(searchFor('Group', place).page).toEqual({ size: 10, number: 1 });
  const sort = [{ attribute_name: 'poverty_score', sort_order: 'desc' }];
  const { by, page } = searchFor('Group', place, { sort, pagination: { page_size: '5', page_number: 2 } });
  expect(page).toEqual({ size: 5, number: 2 });
  expect(by).toMatchObject({ orderBy: [{ field: 'DESIL', direction: 'DESC' }] });
});
