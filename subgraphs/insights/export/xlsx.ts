import writeXlsxFile from 'write-excel-file/node';
import { rowsOf } from './sheet';
import type { Sheet } from './sheet';

/** Sheets `Data`, with the names of columns above, and `About`. */
export function writeXlsx(sheet: Sheet): Promise<Buffer> {
  const names = sheet.columns.map(({ name }) => ({ value: name, fontWeight: 'bold' as const }));
  return writeXlsxFile([
    { sheet: 'Data', data: [names, ...rowsOf(sheet)], stickyRowsCount: 1 },
    {
      sheet: 'About',
      data: sheet.notes.map(({ name, text }) => [name, text]),
      columns: [{ width: 24 }, { width: 100 }],
    },
  ]).toBuffer();
}
