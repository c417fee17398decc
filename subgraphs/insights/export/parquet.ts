import type { ColumnType, Sheet } from './sheet';

const TYPES = { TEXT: 'STRING', INTEGER: 'INT32', AMOUNT: 'INT64', NUMBER: 'DOUBLE' } as const satisfies Record<
  ColumnType,
  string
>;

/** Snappy, every column nullable; notes as key-value metadata. */
export async function writeParquet({ columns, notes }: Sheet): Promise<Buffer> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columnData = columns.map(({ name, type, values }) => ({
    name,
    type: TYPES[type],
    nullable: true,
    data: type === 'AMOUNT' ? values.map((value) => (value === null ? null : BigInt(value))) : [...values],
  }));
  return Buffer.from(
    parquetWriteBuffer({ columnData, kvMetadata: notes.map(({ name, text }) => ({ key: name, value: text })) }),
  );
}
