import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { copyInto, copyRow } from '../database';
import type { BulkConnection, CopyCell, FieldCipher } from '../database';
import { CodedError } from '../errors';
import type { CsvSource } from './csv-source';
import type { Layout } from './layout';
import { Row } from './row';

/** Text gathered before it is sent: a promise a chunk, not a row. */
const CHUNK = 65_536;

/** The engine's own columns of `intake_stage`, before those of the layout. */
const OWN_COLUMNS = [
  'id uuid',
  'parent_id uuid',
  'row_number integer',
  'rejected text',
  'warned text',
  'row_sealed text',
];

/** Creates the temporary tables of a run; they go with its transaction. */
export async function createStage(
  connection: BulkConnection,
  layout: Layout,
  run: { readonly id: string; readonly snapshot: string },
): Promise<void> {
  const columns = [...OWN_COLUMNS, ...layout.staging.map(({ name, type }) => `${name} ${type}`)];
  await connection.query(`
    CREATE TEMP TABLE intake_stage (${columns.join(', ')}) ON COMMIT DROP;
    CREATE TEMP TABLE intake_changed (id uuid PRIMARY KEY) ON COMMIT DROP;
    CREATE TEMP TABLE intake_run (run_id uuid, snapshot text, on_day date) ON COMMIT DROP;
  `);
  const day = layout.snapshot.dayOf(run.snapshot);
  await connection.query('INSERT INTO intake_run VALUES ($1, $2, $3)', [run.id, run.snapshot, day]);
}

/**
 * Reads the whole file into `intake_stage`; returns the number of records.
 * @throws CodedError SNAPSHOT_MIXED and whatever the source finds
 */
export async function fillStage(
  connection: BulkConnection,
  layout: Layout,
  source: FileOfRows,
  options: { readonly cipher: FieldCipher; readonly onBatch: (rows: number) => void },
): Promise<number> {
  const names = [...OWN_COLUMNS.map((column) => column.split(' ')[0] ?? ''), ...layout.staging.map(({ name }) => name)];
  const copy = new CopyText(copyInto(connection, 'intake_stage', names));
  const stager = new RowStager(layout, source.header, options.cipher);
  try {
    for await (const batch of source.batches()) {
      for (const cells of batch) {
        if (cells[source.snapshotPlace] !== source.snapshot) {
          throw new CodedError('SNAPSHOT_MIXED', { row: stager.nextNumber });
        }
        copy.add(stager.stage(cells));
        if (copy.isFull) await copy.flush();
      }
      options.onBatch(stager.count);
    }
    await copy.end();
  } catch (error) {
    copy.abandon();
    throw copy.error ?? error;
  }
  return stager.count;
}

/** A source whose snapshot is known. */
export interface FileOfRows extends Pick<CsvSource, 'header' | 'batches'> {
  readonly snapshot: string;
  readonly snapshotPlace: number;
}

/** Turns rows of text into rows of `intake_stage`. */
class RowStager {
  count = 0;
  private readonly row: Row;
  private readonly nothing: readonly null[];

  constructor(
    private readonly layout: Layout,
    private readonly header: readonly string[],
    private readonly cipher: FieldCipher,
  ) {
    this.row = new Row(header, cipher);
    this.nothing = layout.staging.map(() => null);
  }

  /** The number the next row has in the file. */
  get nextNumber(): number {
    return this.count + 2;
  }

  stage(cells: readonly string[]): readonly CopyCell[] {
    const { row, layout } = this;
    const number = this.nextNumber;
    this.count += 1;
    row.load(number, cells);
    const id = this.publicId();
    const parent = layout.parent ? row.reference(layout.parent.kind, layout.parent.column) : null;
    const staged = layout.read(row);
    if (row.rejected.length > 0) {
      return [id, parent, number, row.rejected.join(','), null, this.sealed(cells), ...this.nothing];
    }
    return [id, parent, number, null, row.warned.length > 0 ? row.warned.join(',') : null, null, ...staged];
  }

  private publicId(): string | null {
    const { kind, columns } = this.layout.key;
    let key = '';
    for (const column of columns) {
      const text = this.row.required(column);
      if (text === null) return null;
      key += key === '' ? text : `|${text}`;
    }
    return this.row.publicId(kind, key);
  }

  private sealed(cells: readonly string[]): string {
    const record = Object.fromEntries(this.header.map((column, place) => [column, cells[place] ?? '']));
    return this.cipher.seal(JSON.stringify(record));
  }
}

/** COPY rows gathered into chunks, with back-pressure. */
class CopyText {
  /** What PostgreSQL objected to; it may come at any time. */
  error: unknown;
  private text = '';

  constructor(private readonly stream: Writable) {
    stream.on('error', (error) => {
      this.error ??= error;
    });
  }

  get isFull(): boolean {
    return this.text.length >= CHUNK;
  }

  add(cells: readonly CopyCell[]): void {
    this.text += copyRow(cells);
  }

  async flush(): Promise<void> {
    if (this.error !== undefined) throw this.error;
    const { text } = this;
    this.text = '';
    if (!this.stream.write(text)) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    if (this.text !== '') await this.flush();
    this.stream.end();
    await finished(this.stream);
  }

  /** Ends the COPY without its rows, so that the connection can roll back. */
  abandon(): void {
    this.stream.destroy();
  }
}
