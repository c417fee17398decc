import type { ReportTable } from './layout';
import type { Severity } from './rule';

/** How often a rule was broken. */
export interface RuleCount {
  readonly rule: string;
  readonly severity: Severity;
  readonly words: string;
  readonly rows: number;
}

/** What an import did; counts are rows. */
export interface ImportReport {
  readonly runId: string;
  readonly layout: string;
  readonly snapshot: string;
  /** Base name of the file, or `stdin`. */
  readonly file: string;
  /** SHA-256, hex. */
  readonly fileHash: string;
  readonly read: number;
  readonly accepted: number;
  /** Records that are new or differ from what the registry held. */
  readonly changed: number;
  /** By the first rule a row broke; together `read - accepted`. */
  readonly quarantined: readonly RuleCount[];
  /** Admitted rows with a finding. */
  readonly warned: readonly RuleCount[];
  readonly durationMs: number;
  /** Where the rejected rows were written, if anywhere. */
  readonly rejectsFile?: string;
  readonly tables: readonly ReportTable[];
}

/** The report as text: the tables first, since a terminal shows the end. */
export function reportText(report: ImportReport): string {
  const { read, accepted, changed, durationMs } = report;
  const quarantined = read - accepted;
  return [
    ...report.tables.map(tableText),
    `${report.file}: ${report.layout} of ${report.snapshot}, ${(durationMs / 1000).toFixed(1)} s`,
    alignedText([
      ['read', read],
      ['accepted', accepted],
      ['changed', changed],
      ['quarantined', quarantined],
    ]),
    ...section('Quarantined by rule', report.quarantined),
    ...section('Admitted with a finding', report.warned),
    ...(report.rejectsFile === undefined ? [] : [`Rejected rows: ${report.rejectsFile}`]),
  ].join('\n');
}

function section(title: string, counts: readonly RuleCount[]): string[] {
  if (counts.length === 0) return [];
  return [`${title}:`, alignedText(counts.map(({ rule, rows, words }) => [rule, rows, words]))];
}

function tableText({ title, columns, rows }: ReportTable): string {
  return `${title}:\n${alignedText([columns, ...rows])}\n`;
}

/** Columns of equal width; numbers to the right. */
function alignedText(rows: readonly (readonly (string | number | null)[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, place) => {
      widths[place] = Math.max(widths[place] ?? 0, shown(cell).length);
    });
  }
  return rows
    .map((row) => `  ${row.map((cell, place) => padded(cell, widths[place] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

function padded(cell: string | number | null, width: number): string {
  return typeof cell === 'number' ? shown(cell).padStart(width) : shown(cell).padEnd(width);
}

function shown(cell: string | number | null): string {
  return cell === null ? '-' : String(cell);
}
