import type { ProtectedTable } from '../table/table';
import { writeArrow } from './arrow';
import { writeCsv } from './csv';
import { FILE_TYPES } from './format';
import type { ExportFormat } from './format';
import { writeJsonStat } from './json-stat';
import { writeParquet } from './parquet';
import { sheetOf } from './sheet';
import type { Sheet } from './sheet';
import { writeXlsx } from './xlsx';

/** Those that need a large package load it when first used: nobody who starts the platform waits for it. */
const WRITERS: Readonly<Record<ExportFormat, (sheet: Sheet) => Buffer | Promise<Buffer>>> = {
  CSV: writeCsv,
  XLSX: writeXlsx,
  PARQUET: writeParquet,
  ARROW: writeArrow,
  JSON_STAT: writeJsonStat,
};

/** A file of a table, out of its stored rows and nothing else. */
export async function writeFile(table: ProtectedTable, format: ExportFormat): Promise<Buffer> {
  return WRITERS[format](sheetOf(table));
}

/** What a file is called where it is saved: nothing in it has to be quoted. */
export function fileName({ id, request }: ProtectedTable, format: ExportFormat): string {
  return `${request.cube.name}-${id}.${FILE_TYPES[format].extension}`;
}
