import fc from 'fast-check';
import { codeColumn, groupRows, orderBy, sumByCell } from './grouping';

/** Rows of two columns of categories, a number, and whether they are kept. */
const anyRows = fc.array(
  fc.record({
    place: fc.constantFrom('11', '12', '94', 'UNKNOWN'),
    desil: fc.integer({ min: 1, max: 10 }),
    n: fc.nat(100),
    isKept: fc.boolean(),
  }),
  { maxLength: 60 },
);

test('rows alike are one cell, those left out are in none, and sums are of what is in a cell', () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const columns = [codeColumn(rows.map(({ place }) => place)), codeColumn(rows.map(({ desil }) => desil))];
      const grouping = groupRows(
        rows.length,
        columns,
        Uint8Array.from(rows, ({ isKept }) => Number(isKept)),
      );
      const sums = sumByCell(
        grouping,
        rows.map(({ n }) => n),
      );
      const found = Array.from(sums, (sum, cell) => {
        const { place, desil } = rows[grouping.rowOf[cell] ?? -1] ?? {};
        return [`${place} ${desil}`, sum] as const;
      });
      const expected = new Map<string, number>();
      for (const { place, desil, n, isKept } of rows) {
        const name = `${place} ${desil}`;
        if (isKept) expected.set(name, (expected.get(name) ?? 0) + n);
      }
      expect(new Map(found)).toEqual(expected);
      expect(found).toHaveLength(expected.size);
    }),
  );
});

test('more combinations than a table has places are told apart too', () => {
  const rows = 5_000;
  const each = codeColumn(Array.from({ length: rows }, (_, row) => row));
  const half = codeColumn(Array.from({ length: rows }, (_, row) => `h${row % 2_500}`));
  expect(groupRows(rows, [each, half]).cells).toBe(rows);
  // Control: one of them alone has fewer.
  expect(groupRows(rows, [half]).cells).toBe(2_500);
});

test('cells stand in the order of their first column, then of the second', () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const columns = [codeColumn(rows.map(({ place }) => place)), codeColumn(rows.map(({ desil }) => desil))];
      const ordered = Array.from(orderBy(rows.length, columns), (row) => rows[row]);
      const textOrder = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
      expect(ordered).toEqual([...rows].sort((a, b) => textOrder(a.place, b.place) || a.desil - b.desil));
    }),
  );
});
