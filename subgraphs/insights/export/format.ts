/** What a table can be exported as. */
export const EXPORT_FORMATS = {
  CSV: 'Comma separated, UTF-8; what has to be known stands before it, in lines that begin with #.',
  XLSX: 'Excel, two sheets: the rows, and what has to be known.',
  PARQUET: 'Apache Parquet; what has to be known stands in its key-value metadata.',
  ARROW: 'Apache Arrow IPC file (Feather 2); what has to be known stands in the metadata of its schema.',
  JSON_STAT: 'JSON-stat 2.0.',
} as const;
export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** How a file of a format is served. */
export interface FileType {
  readonly extension: string;
  /** Media type. */
  readonly type: string;
}

export const FILE_TYPES: Readonly<Record<ExportFormat, FileType>> = {
  CSV: { extension: 'csv', type: 'text/csv; charset=utf-8' },
  XLSX: { extension: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  PARQUET: { extension: 'parquet', type: 'application/vnd.apache.parquet' },
  ARROW: { extension: 'arrow', type: 'application/vnd.apache.arrow.file' },
  JSON_STAT: { extension: 'json', type: 'application/json' },
};

/** Whether a word of a stored row names a format. */
export function isExportFormat(word: string): word is ExportFormat {
  return Object.hasOwn(EXPORT_FORMATS, word);
}
