import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { systemActor } from '../viewer';
import type { BulkConnection, Database, FieldCipher } from '../database';
import { CodedError } from '../errors';
import { openCsv } from './csv-source';
import type { CsvSource } from './csv-source';
import { layoutOf } from './detect';
import { failureOf } from './failure';
import type { Layout, Step } from './layout';
import { quarantineRejected } from './quarantine';
import { RejectsFile } from './rejects-file';
import type { ImportReport, RuleCount } from './report';
import { CELL_RULES } from './rule';
import type { RuleTable } from './rule';
import { createStage, fillStage } from './stage';
import type { FileOfRows } from './stage';

/** From this many changed rows on, old statistics mislead. */
const MANY_ROWS = 1_000;

/** How far an import is. */
export interface ImportProgress {
  readonly layout: string;
  /** `reading`, or the name of the step at work. */
  readonly step: string;
  readonly rows: number;
  readonly bytes: number;
  /** Unknown for a pipe. */
  readonly totalBytes?: number;
}

export interface ImportOptions {
  /** Path of a file, or `-` for standard input. */
  readonly source: string;
  readonly layouts: readonly Layout[];
  /** The schema of a layout's subgraph, opened as its application role; the caller closes it. */
  readonly database: (subgraph: string) => Promise<Database>;
  readonly cipher: FieldCipher;
  /** Where to write the rejected rows; nowhere without it. */
  readonly rejects?: (layout: string) => string;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly stdin?: Readable;
}

/**
 * Imports one registry file: everything in one transaction, so that an interrupted import leaves the registry as it was.
 * Memory holds a chunk of the file, whatever its size.
 * @throws CodedError of the file (see openCsv, layoutOf), SNAPSHOT_INVALID, SNAPSHOT_MIXED, SNAPSHOT_OLDER, IMPORT_RUNNING,
 *   NOT_WRITABLE, IMPORT_FAILED
 */
export async function importFile(options: ImportOptions): Promise<ImportReport> {
  const source = await openCsv(options.source, options.stdin);
  let rejects: RejectsFile | undefined;
  try {
    const layout = layoutOf(source.header, options.layouts);
    const rows = await withSnapshot(source, layout);
    const database = await options.database(layout.subgraph);
    if (options.rejects) rejects = await RejectsFile.create(options.rejects(layout.name));
    const run = new ImportRun(options, layout, source, rows, rejects);
    const report = await database
      .bulk(systemActor(`import ${layout.name}`), (connection) => run.perform(connection))
      .catch((error: unknown) => {
        throw failureOf(error, layout.name, run.step);
      });
    await rejects?.publish();
    return report;
  } catch (error) {
    await rejects?.discard();
    throw error;
  } finally {
    source.close();
  }
}

/** Looks at the first record, whose snapshot all others must share. */
async function withSnapshot(source: CsvSource, layout: Layout): Promise<FileOfRows> {
  const batches = source.batches();
  const first = await batches.next();
  if (first.done) throw new CodedError('FILE_EMPTY');
  const snapshotPlace = source.header.indexOf('snapshot');
  const snapshot = first.value[0]?.[snapshotPlace] ?? '';
  const { pattern, example } = layout.snapshot;
  if (!pattern.test(snapshot)) throw new CodedError('SNAPSHOT_INVALID', { row: 2, example });
  async function* all(): AsyncGenerator<readonly string[][]> {
    yield first.value as readonly string[][];
    yield* batches;
  }
  return { header: source.header, snapshot, snapshotPlace, batches: all };
}

class ImportRun {
  private readonly id = randomUUID();
  private readonly started = new Date();
  private readonly rules: RuleTable;
  private rowsRead = 0;
  /** What it is at, for messages. */
  step = 'start';

  constructor(
    private readonly options: ImportOptions,
    private readonly layout: Layout,
    private readonly source: CsvSource,
    private readonly rows: FileOfRows,
    private readonly rejects: RejectsFile | undefined,
  ) {
    this.rules = { ...CELL_RULES, ...layout.rules };
  }

  async perform(connection: BulkConnection): Promise<ImportReport> {
    // A connection that breaks fails the statement at work, too; without a listener it would end the process first.
    const heard = () => undefined;
    connection.on('error', heard);
    const report = await this.performSteps(connection);
    connection.off('error', heard);
    return report;
  }

  private async performSteps(connection: BulkConnection): Promise<ImportReport> {
    const { layout, rows, options } = this;
    const run = { id: this.id, snapshot: rows.snapshot };
    await this.lock(connection);
    await this.refuseOlder(connection);
    await createStage(connection, layout, run);
    this.enter('reading');
    this.rowsRead = await fillStage(connection, layout, rows, {
      cipher: options.cipher,
      onBatch: (n) => {
        this.tell(n);
      },
    });
    await this.runSteps(connection, [{ name: 'analyze', sql: 'ANALYZE intake_stage' }, ...gateSteps(layout)]);
    await this.runSteps(connection, layout.land);
    await this.refreshStatistics(connection);
    await this.runSteps(connection, layout.after ?? []);
    this.enter('quarantine');
    await quarantineRejected(connection, layout, run, { cipher: options.cipher, file: this.rejects });
    await this.rejects?.finish();
    return this.conclude(connection);
  }

  /** One import a layout at a time; imports into one schema queue, since they derive from each other's tables. */
  private async lock(connection: BulkConnection): Promise<void> {
    const { name } = this.layout;
    const { rows } = await connection.query<{ free: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtext(current_schema() || ' import of ' || $1)) AS free`,
      [name],
    );
    if (!rows[0]?.free) throw new CodedError('IMPORT_RUNNING', { layout: name });
    await connection.query(`SELECT pg_advisory_xact_lock(hashtext(current_schema() || ' import'))`);
    // Joins of millions of rows; the default of the embedded database is made for single records.
    await connection.query(`SET LOCAL work_mem = '64MB'`);
    // A killed importer would otherwise hold its locks until the statement at work ends, and the next one would be refused.
    await connection.query(`SET LOCAL client_connection_check_interval = '1s'`);
  }

  private async refuseOlder(connection: BulkConnection): Promise<void> {
    const { rows } = await connection.query<{ current: string | null }>(
      'SELECT max(snapshot COLLATE "C") AS current FROM import_run WHERE layout = $1',
      [this.layout.name],
    );
    const current = rows[0]?.current;
    const given = this.rows.snapshot;
    if (current && given < current) throw new CodedError('SNAPSHOT_OLDER', { current, given });
  }

  /**
   * After many new rows, or the first, the planner knows nothing of the tables that are joined next. PostgreSQL before 17 has no right
   * for this that a non-owner could hold: it then warns and waits for autovacuum.
   */
  private async refreshStatistics(connection: BulkConnection): Promise<void> {
    const { rows } = await connection.query<{ name: string }>(
      `SELECT quote_ident(s.relname) AS name FROM pg_stat_xact_user_tables s JOIN pg_class c ON c.oid = s.relid
       WHERE s.schemaname = current_schema()
         AND (s.n_tup_ins + s.n_tup_upd > ${MANY_ROWS} OR (s.n_tup_ins > 0 AND c.reltuples < 0))`,
    );
    await this.runSteps(
      connection,
      rows.map(({ name }) => ({ name: `statistics of ${name}`, sql: `ANALYZE ${name}` })),
    );
  }

  private async runSteps(connection: BulkConnection, steps: readonly Step[]): Promise<void> {
    for (const { name, sql } of steps) {
      this.enter(name);
      await connection.query(sql);
    }
  }

  private async conclude(connection: BulkConnection): Promise<ImportReport> {
    const { layout, source } = this;
    this.enter('report');
    const quarantined = await this.countRules(connection, "split_part(rejected, ',', 1)", 'rejected IS NOT NULL');
    const warned = await this.countRules(connection, "unnest(string_to_array(warned, ','))", 'rejected IS NULL');
    const changed = await connection.query<{ n: number }>('SELECT count(*)::int AS n FROM intake_changed');
    const report: ImportReport = {
      runId: this.id,
      layout: layout.name,
      snapshot: this.rows.snapshot,
      file: source.name,
      fileHash: source.hash(),
      read: this.rowsRead,
      accepted: this.rowsRead - quarantined.reduce((sum, { rows }) => sum + rows, 0),
      changed: changed.rows[0]?.n ?? 0,
      quarantined,
      warned,
      durationMs: Date.now() - this.started.getTime(),
      rejectsFile: this.rejects?.path,
      tables: (await layout.summarize?.(connection)) ?? [],
    };
    await this.record(connection, report);
    return report;
  }

  private async countRules(connection: BulkConnection, defect: string, where: string): Promise<RuleCount[]> {
    const { rows } = await connection.query<{ rule: string; rows: number }>(
      `SELECT split_part(defect, ':', 1) AS rule, count(*)::int AS rows
       FROM (SELECT ${defect} AS defect FROM intake_stage WHERE ${where}) found GROUP BY 1 ORDER BY 1`,
    );
    return rows.map(({ rule, rows: count }) => {
      const { severity, words } = this.rules[rule] ?? { severity: 'ERROR', words: rule };
      return { rule, severity, words, rows: count };
    });
  }

  private async record(connection: BulkConnection, report: ImportReport): Promise<void> {
    const { quarantined, warned, read, accepted, changed } = report;
    await connection.query(
      `INSERT INTO import_run (id, layout, snapshot, file_name, file_hash, rows_read, rows_accepted, rows_changed,
         rows_quarantined, report, started_at, duration_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[report.runId, report.layout, report.snapshot, report.file, report.fileHash],
        ...[read, accepted, changed, read - accepted],
        ...[JSON.stringify({ quarantined, warned }), this.started, report.durationMs],
      ],
    );
  }

  private enter(step: string): void {
    this.step = step;
    this.tell(this.rowsRead);
  }

  private tell(rows: number): void {
    const { layout, source, step } = this;
    const { bytesRead: bytes, totalBytes } = source;
    this.options.onProgress?.({ layout: layout.name, step, rows, bytes, totalBytes });
  }
}

/** Rejects every row but the first of a key, then what the layout's gates find. */
function gateSteps({ key, gates }: Layout): Step[] {
  const repeated = `s.row_number IN (SELECT row_number FROM (SELECT row_number, row_number() OVER
    (PARTITION BY id ORDER BY row_number) AS nth FROM intake_stage WHERE rejected IS NULL) r WHERE nth > 1)`;
  const all = [{ rule: 'C3', field: key.columns[0] ?? '', where: repeated }, ...gates];
  return all.map(({ rule, field, where }) => ({
    name: `rule ${rule}`,
    sql: `UPDATE intake_stage s SET rejected = '${rule}:${field}' WHERE s.rejected IS NULL AND (${where})`,
  }));
}
