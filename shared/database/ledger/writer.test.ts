import { createKeyRing } from '../../config';
import type { LedgerRecord } from './entry';
import { createLedgerWriter } from './writer';

const keys = createKeyRing([{ id: 'k', secret: Buffer.alloc(32, 1) }]);
const record = { decisions: [], refusals: [] } as unknown as LedgerRecord;

/** A table of entries and one of heads, the first of which fails when it is told to. */
function openTables() {
  const entries: { writer: string; seq: number }[] = [];
  const heads: { writer: string; seq: number }[] = [];
  let isDown = false;
  const append = async ({ text, values }: { readonly text: string; readonly values: readonly unknown[] }) => {
    if (text.includes('ledger_head')) heads.push({ writer: String(values[0]), seq: Number(values[1]) });
    else if (isDown) throw new Error('down');
    else entries.push(...(JSON.parse(String(values[0])) as typeof entries));
  };
  return { entries, heads, append, setDown: (down: boolean) => (isDown = down) };
}

test('after an entry that may or may not have arrived a new chain begins, and the old one is signed as far as it is known', async () => {
  const tables = openTables();
  const writer = createLedgerWriter({
    database: { schema: 's', append: tables.append },
    keys,
    onFault: () => undefined,
  });
  await writer.write(record);
  await writer.write(record);
  tables.setDown(true);
  await expect(writer.write(record)).rejects.toThrow('down');
  tables.setDown(false);
  await writer.write(record);
  await writer.close();
  const [first, , second] = tables.entries;
  expect(tables.entries.map(({ seq }) => seq)).toEqual([1, 2, 1]);
  expect(second?.writer).not.toBe(first?.writer);
  expect(tables.heads).toEqual([
    { writer: first?.writer, seq: 2 },
    { writer: second?.writer, seq: 1 },
  ]);
});
