import fc from 'fast-check';
import { createFieldCipher } from '../database';
import { demoKeys } from '../config';
import { Row, isDay } from './row';

const cipher = createFieldCipher(demoKeys());

/** What a check says of one cell, and the rule it broke. */
function check<T>(text: string, ask: (row: Row) => T): { value: T; rejected: readonly string[] } {
  const row = new Row(['x'], cipher);
  row.load(2, [text]);
  return { value: ask(row), rejected: [...row.rejected] };
}

test.each<[string, string, (row: Row) => unknown, unknown, string[]]>([
  ['integer', '07', (row) => row.integer('x', 0, 9), 7, []],
  ['integer above its bound', '10', (row) => row.integer('x', 0, 9), null, ['C2:x']],
  ['integer with a sign', '-1', (row) => row.integer('x', 0, 9), null, ['C2:x']],
  ['integer with an exponent', '1e1', (row) => row.integer('x', 0, 99), null, ['C2:x']],
  ['integer in other digits', '٣', (row) => row.integer('x', 0, 9), null, ['C2:x']],
  ['unknown integer', ' ', (row) => row.integer('x', 0, 9), null, []],
  ['decimal', '-6.930000', (row) => row.decimal('x', -90, 90), '-6.930000', []],
  ['decimal with a comma', '6,9', (row) => row.decimal('x', -90, 90), null, ['C2:x']],
  ['decimal that is none', 'NaN', (row) => row.decimal('x', -90, 90), null, ['C2:x']],
  ['day', '2024-02-29', (row) => row.date('x'), '2024-02-29', []],
  ['day that is none', '2023-02-29', (row) => row.date('x'), null, ['C2:x']],
  ['code', '2', (row) => row.coded('x', { 1: 'A', 2: 'B' }), 'B', []],
  ['code that every object has', 'constructor', (row) => row.coded('x', { 1: 'A' }), null, ['C2:x']],
  ['list', 'A|B', (row) => row.list('x', ['A', 'B']), '{"A","B"}', []],
  ['list with the word NULL', 'NULL', (row) => row.list('x'), '{"NULL"}', []],
  ['list that would be an array of its own', 'a"},{"b', (row) => row.list('x'), null, ['C2:x']],
  ['empty list', '', (row) => row.list('x'), '{}', []],
  ['flag', '1', (row) => row.flag('x'), 'true', []],
  ['flag in words', 'ya', (row) => row.flag('x'), null, ['C2:x']],
  ['text', '  Ina ', (row) => row.required('x'), 'Ina', []],
  ['missing text', '  ', (row) => row.required('x'), null, ['C1:x']],
  ['text without end', 'x'.repeat(501), (row) => row.required('x'), null, ['C2:x']],
  ['needed value that is missing', '', (row) => row.needed('x', row.integer('x', 0, 9)), null, ['C1:x']],
  ['needed value that is wrong', 'a', (row) => row.needed('x', row.integer('x', 0, 9)), null, ['C2:x']],
])('%s', (_, text, ask, value, rejected) => {
  expect(check(text, ask)).toEqual({ value, rejected });
});

test('a day is a day exactly when the calendar has it', () => {
  const number = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(fc.integer({ min: 1850, max: 2100 }), number(13), number(32), (year, month, day) => {
      const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      const date = new Date(`${text}T00:00:00Z`);
      const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
      expect(isDay(text)).toBe(exists);
    }),
  );
});

test('a remembered index and id are those of the cipher, in any order of texts', () => {
  const row = new Row(['x'], cipher);
  fc.assert(
    fc.property(fc.constantFrom('a', 'b'), fc.constantFrom('nik', 'kk'), (text, use) => {
      expect(row.index(use, text)).toBe(cipher.index(use, text));
      expect(row.publicId(use, text)).toBe(cipher.publicId(use, text));
    }),
  );
});
