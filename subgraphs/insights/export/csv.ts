import { stringify } from 'csv-stringify/sync';
import { rowsOf } from './sheet';
import type { Sheet } from './sheet';

/** RFC 4180 after lines of notes, which pandas and readr skip with `comment="#"`; no code of ours has that sign. */
export function writeCsv(sheet: Sheet): Buffer {
  const notes = sheet.notes.map(({ name, text }) => `# ${name}: ${text.replace(/\s+/g, ' ')}\r\n`);
  const rows = stringify([sheet.columns.map(({ name }) => name), ...rowsOf(sheet)], { record_delimiter: 'windows' });
  return Buffer.from(notes.join('') + rows, 'utf8');
}
