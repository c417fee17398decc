import type * as Arrow from 'apache-arrow';
import type { Sheet, SheetColumn } from './sheet';

/** One record batch, every column nullable; notes as metadata of the schema. */
export async function writeArrow({ columns, notes }: Sheet): Promise<Buffer> {
  const arrow = await import('apache-arrow');
  const { Field, Schema, Table, tableToIPC } = arrow;
  const vectors = columns.map((column) => [column.name, vectorOf(arrow, column)] as const);
  const fields = vectors.map(([name, { type }]) => new Field(name, type, true));
  const schema = new Schema(fields, new Map(notes.map(({ name, text }) => [name, text])));
  return Buffer.from(tableToIPC(new Table(schema, Object.fromEntries(vectors)), 'file'));
}

function vectorOf({ Float64, Int32, Int64, Utf8, vectorFromArray }: typeof Arrow, column: SheetColumn): Arrow.Vector {
  const { type, values } = column;
  switch (type) {
    case 'TEXT':
      return vectorFromArray(values, new Utf8());
    case 'INTEGER':
      return vectorFromArray(values, new Int32());
    case 'AMOUNT':
      return vectorFromArray(
        values.map((value) => (value === null ? null : BigInt(value))),
        new Int64(),
      );
    case 'NUMBER':
      return vectorFromArray(values, new Float64());
  }
}
