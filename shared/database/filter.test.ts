import { filterPredicate, filteredFields } from './filter';
import type { Filter, FilterableFields } from './filter';
import { Parameters } from './statement';

const FIELDS: FilterableFields = {
  desil: { column: 'f.desil', type: 'integer', group: 'DESIL' },
  region: { column: 'f.region_code', type: 'text', group: 'CONTACT' },
  flags: { column: 'f.flags', type: 'text[]', group: 'ENROLMENT' },
};

function write(filter: Filter): { text: string; values: unknown[] } {
  const parameters = new Parameters();
  return { text: filterPredicate(filter, FIELDS)(parameters.bind), values: parameters.values };
}

test('fields are joined by AND, values are bound and never written', () => {
  const { text, values } = write({ desil: { gte: 1, lte: 2 }, region: { within: '3204' } });
  expect(text).toBe(
    '((f.desil >= $1::integer) AND (f.desil <= $2::integer)) AND ((f.region_code >= $3 AND f.region_code < $4))',
  );
  expect(values).toEqual([1, 2, '3204', '3204:']);
});

test('AND, OR, NOT nest', () => {
  const { text } = write({ OR: [{ desil: { eq: 1 } }, { NOT: { flags: { has: ['PKH'] } } }] });
  expect(text).toBe('((((f.desil = $1::integer))) OR ((NOT (((f.flags @> $2::text[]))))))');
});

test('an empty OR matches nothing, an empty filter everything', () => {
  expect(write({ OR: [] }).text).toBe('(FALSE)');
  expect(write({}).text).toBe('TRUE');
});

test.each([
  ['null for a field', { desil: null }, 'desil is null'],
  ['null for an operator', { desil: { eq: null } }, 'desil.eq is null'],
  ['a field that is not filterable', { nik: { eq: '1' } }, 'nik cannot be filtered'],
  ['an operator that does not exist', { desil: { like: '%' } }, 'desil.like is no operator'],
  ['too many values', { desil: { in: Array.from({ length: 201 }, () => 1) } }, 'more than 200 values'],
  ['a place that is none', { region: { within: '320' } }, 'within takes a region code'],
  [
    'nesting that never ends',
    { NOT: { NOT: { NOT: { NOT: { NOT: { desil: { eq: 1 } } } } } } },
    'nested deeper than 5',
  ],
])('%s is refused', (_, filter, reason) => {
  expect(() => write(filter)).toThrow(reason);
});

test('the permission check sees every field, however deep', () => {
  expect(
    filteredFields({ desil: { eq: 1 }, OR: [{ region: { within: '32' } }, { NOT: { flags: { has: ['PKH'] } } }] }),
  ).toEqual(['desil', 'region', 'flags']);
});
