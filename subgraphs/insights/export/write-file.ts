import type { ProtectedTable } from '../table/table';
import { FILE_TYPES } from './format';
import type { ExportFormat } from './format';
import { sheetOf } from './sheet';
import type { Sheet } from './sheet';

/** Writers are loaded when first used: nobody who starts the platform waits for them. */
const WRITERS: Readonly<Record<ExportFormat, (sheet: Sheet) => Promise<Buffer>>> = {
  CSV: async (sheet) => (await import('./csv.js')).writeCsv(sheet),
  XLSX: async (sheet) => (await import('./xlsx.js')).writeXlsx(sheet),
  PARQUET: async (sheet) => (await import('./parquet.js')).writeParquet(sheet),
  ARROW: async (sheet) => (await import('./arrow.js')).writeArrow(sheet),
  JSON_STAT: async (sheet) => (await import('./json-stat.js')).writeJsonStat(sheet),
};

/** A file of a table, out of its stored rows and nothing else. */
export function writeFile(table: ProtectedTable, format: ExportFormat): Promise<Buffer> {
  return WRITERS[format](sheetOf(table));
}

/** What a file is called where it is saved: nothing in it has to be quoted. */
export function fileName({ id, request }: ProtectedTable, format: ExportFormat): string {
  return `${request.cube.name}-${id}.${FILE_TYPES[format].extension}`;
}
