import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvRows, MAX_CELL } from './csv-rows';

/** Reads a text in chunks of a length. */
function read(text: string, chunk = 7): string[][] {
  const reader = new CsvRows();
  const rows: string[][] = [];
  for (let at = 0; at < text.length; at += chunk) rows.push(...reader.push(text.slice(at, at + chunk)));
  return [...rows, ...reader.end()];
}

const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '\r\n', '-', '漢') });

test('whatever the cells and wherever the chunks end, it reads what csv-parse reads', () => {
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
  const lineEnd = fc.constantFrom('\n', '\r\n');
  fc.assert(
    fc.property(table, lineEnd, fc.boolean(), fc.integer({ min: 1, max: 40 }), (rows, end, isOpen, chunk) => {
      const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      const text = rows.map((row) => row.map(quoted).join(',')).join(end) + (isOpen ? '' : end);
      expect(read(text, chunk)).toEqual(parse(text, { record_delimiter: end }));
      expect(read(text, chunk)).toEqual(rows);
    }),
    { numRuns: 500 },
  );
});

test('any text gives rows of one width or a coded error, the same for every chunk length', () => {
  const outcome = (text: string, chunk: number) => {
    try {
      return JSON.stringify(read(text, chunk));
    } catch (error) {
      return (error as { code: string; details: object }).code + JSON.stringify((error as { details: object }).details);
    }
  };
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r') }),
      fc.integer({ min: 1, max: 9 }),
      (text, chunk) => {
        expect(outcome(text, chunk)).toBe(outcome(text, 1_000));
      },
    ),
    { numRuns: 1_000 },
  );
});

test.each([
  ['a,b\n1\n', 'ROW_RAGGED', { row: 2, found: 1, expected: 2 }],
  ['a,b\n1,2,3\n', 'ROW_RAGGED', { row: 2, found: 3, expected: 2 }],
  ['a,b\n\n1,2\n', 'ROW_RAGGED', { row: 2, found: 1, expected: 2 }],
  ['a,b\n1,"2', 'QUOTE_BROKEN', { row: 2 }],
  ['a,b\n1,"2"x\n', 'QUOTE_BROKEN', { row: 2 }],
  ['a,b\n1,2"\n', 'QUOTE_BROKEN', { row: 2 }],
  [`a,b\n"x\ny",1\n1,${'x'.repeat(MAX_CELL + 1)}\n`, 'FIELD_TOO_LARGE', { row: 3, max: MAX_CELL }],
])('%j is refused', (text, code, details) => {
  for (const chunk of [1, 3, 100_000]) {
    expect(() => read(text, chunk)).toThrow(expect.objectContaining({ code, details }) as Error);
  }
});

test('a cell of the greatest size and blank lines at the end are taken', () => {
  const longest = 'x'.repeat(MAX_CELL);
  expect(read(`a,b\n${longest},2\n\n\n`, 10_000)).toEqual([
    ['a', 'b'],
    [longest, '2'],
  ]);
});

test('a huge cell is refused once it is too large, long before it ends', () => {
  const reader = new CsvRows();
  reader.push('a,b\n1,"');
  let pushed = 0;
  expect(() => {
    for (; pushed < 1_000; pushed += 1) reader.push('x'.repeat(10_000));
  }).toThrow(expect.objectContaining({ code: 'FIELD_TOO_LARGE' }) as Error);
  expect(pushed).toBeLessThan(8);
});

test('a row without end is refused, too', () => {
  const reader = new CsvRows();
  reader.push('a,b\n');
  expect(() => {
    for (let pushed = 0; pushed < 100; pushed += 1) reader.push('1,2,3,'.repeat(100));
  }).toThrow(expect.objectContaining({ code: 'ROW_RAGGED' }) as Error);
});
