import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from '../../../shared/errors';

/** What a cell may hold; an empty text is "unknown". */
export type Cell = string | number;

/** Bytes gathered before they are written. */
const CHUNK = 262_144;
/** Bytes a character takes in UTF-8 at most. */
const WIDEST = 3;
const SPECIAL = /[",\r\n]/;

/** One row as RFC 4180 text with a line feed. */
export function csvLine(cells: readonly Cell[]): string {
  let line = '';
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] as Cell;
    if (index > 0) line += ',';
    line += typeof cell === 'string' && SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  }
  return `${line}\n`;
}

/**
 * A CSV file that is written beside its place and moved there once it is whole. `add` only gathers text: the writer has
 * to call `drain` often, which waits for the disk, so memory stays flat however big the file.
 */
export class CsvFile {
  /** Rows so far, without the header. */
  rows = 0;
  // Rows are encoded at once: as text they would live long enough to be copied by the garbage collector again and again.
  private buffer = Buffer.allocUnsafe(2 * CHUNK);
  private used = 0;

  private constructor(
    readonly name: string,
    private readonly path: string,
    private readonly handle: FileHandle,
    columns: readonly string[],
  ) {
    this.append(csvLine(columns));
  }

  /** Starts the file `name` in a folder that exists. */
  static async open(folder: string, name: string, columns: readonly string[]): Promise<CsvFile> {
    const path = join(folder, name);
    try {
      return new CsvFile(name, path, await open(partial(path), 'w'), columns);
    } catch (error) {
      throw fileError(error, path);
    }
  }

  add(cells: readonly Cell[]): void {
    this.append(csvLine(cells));
    this.rows += 1;
  }

  /** Writes what was gathered, if it is enough to be worth it. */
  async drain(): Promise<void> {
    if (this.used >= CHUNK) await this.write();
  }

  /** Writes the rest and closes the file; it still has its temporary name. */
  async finish(): Promise<void> {
    await this.write();
    try {
      await this.handle.close();
    } catch (error) {
      throw fileError(error, this.path);
    }
  }

  /** Moves the finished file to its place. */
  async publish(): Promise<void> {
    try {
      await rename(partial(this.path), this.path);
    } catch (error) {
      throw fileError(error, this.path);
    }
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(partial(this.path), { force: true });
  }

  private append(line: string): void {
    const room = this.used + line.length * WIDEST;
    if (room > this.buffer.length) {
      const grown = Buffer.allocUnsafe(2 * room);
      this.buffer.copy(grown, 0, 0, this.used);
      this.buffer = grown;
    }
    this.used += this.buffer.write(line, this.used);
  }

  private async write(): Promise<void> {
    try {
      let done = 0;
      while (done < this.used) done += (await this.handle.write(this.buffer, done, this.used - done)).bytesWritten;
      this.used = 0;
    } catch (error) {
      throw fileError(error, this.path);
    }
  }
}

function partial(path: string): string {
  return `${path}.partial`;
}
