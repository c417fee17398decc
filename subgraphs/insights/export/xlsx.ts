import { rowsOf } from './sheet';
import type { Sheet } from './sheet';

/** Sheets `Data`, with the names of columns above, and `About`. */
export async function writeXlsx(sheet: Sheet): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
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
