import { Field, Float64, Int32, Int64, Schema, Table, Utf8, tableToIPC, vectorFromArray } from 'apache-arrow';
import type { Vector } from 'apache-arrow';
import type { Sheet, SheetColumn } from './sheet';

/** One record batch, every column nullable; notes as metadata of the schema. */
export function writeArrow({ columns, notes }: Sheet): Buffer {
  const vectors = columns.map((column) => [column.name, vectorOf(column)] as const);
  const fields = vectors.map(([name, { type }]) => new Field(name, type, true));
  const schema = new Schema(fields, new Map(notes.map(({ name, text }) => [name, text])));
  return Buffer.from(tableToIPC(new Table(schema, Object.fromEntries(vectors)), 'file'));
}

function vectorOf({ type, values }: SheetColumn): Vector {
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
