import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { fileError } from '../errors';

const HEADER = 'row,identifier,field,rule,reason\n';

/** One broken rule of a rejected row. */
export interface Reject {
  readonly row: number;
  /** Masked. */
  readonly identifier: string;
  readonly field: string;
  readonly rule: string;
  readonly reason: string;
}

/** Rejected rows as a CSV of their own. */
export function rejectsCsv(rejects: readonly Reject[]): string {
  return HEADER + linesOf(rejects);
}

function linesOf(rejects: readonly Reject[]): string {
  return rejects
    .map(
      ({ row, identifier, field, rule, reason }) => `${[row, identifier, field, rule, reason].map(cell).join(',')}\n`,
    )
    .join('');
}

/**
 * The CSV of rejected rows. It is opened before the import starts, so that a place that cannot be written stops it while
 * nothing has happened, and gets its name when the import has landed.
 */
export class RejectsFile {
  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /** @throws CodedError NOT_WRITABLE, DISK_FULL */
  static async create(path: string): Promise<RejectsFile> {
    try {
      const file = await open(partial(path), 'w', 0o600);
      await file.write(HEADER);
      return new RejectsFile(path, file);
    } catch (error) {
      throw fileError(error, path);
    }
  }

  async add(rejects: readonly Reject[]): Promise<void> {
    await this.attempt(this.file.write(linesOf(rejects)));
  }

  /** Closes the file; it still has its temporary name. */
  async finish(): Promise<void> {
    await this.attempt(this.file.close());
  }

  /** Moves the finished file to its place. */
  async publish(): Promise<void> {
    await this.attempt(rename(partial(this.path), this.path));
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.file.close().catch(() => undefined);
    await rm(partial(this.path), { force: true });
  }

  private async attempt(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      throw fileError(error, this.path);
    }
  }
}

function partial(path: string): string {
  return `${path}.partial`;
}

function cell(value: string | number): string {
  return typeof value === 'string' && /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value);
}
