import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { CodedError, systemCodeOf } from '../errors';
import { CsvRows } from './csv-rows';

/** A registry file, read once from front to back; memory holds one chunk. */
export interface CsvSource {
  /** Base name of the file, or `stdin`. */
  readonly name: string;
  readonly totalBytes?: number;
  readonly bytesRead: number;
  readonly header: readonly string[];
  /** The records in batches, one a chunk of the file. Can be walked once. */
  batches(): AsyncGenerator<readonly string[][]>;
  /** SHA-256 of what was read, hex; of the whole file after the last batch. */
  hash(): string;
  close(): void;
}

/**
 * Opens a file, or standard input for `-`, and reads its header.
 * @throws CodedError FILE_UNREADABLE, FILE_EMPTY, and while reading ENCODING_INVALID, ROW_RAGGED,
 *   QUOTE_BROKEN, FIELD_TOO_LARGE. None quotes a cell.
 */
export async function openCsv(path: string, stdin: Readable = process.stdin): Promise<CsvSource> {
  return withHeader(path === '-' ? new ByteSource('stdin', stdin) : await openFile(path));
}

/**
 * Opens a text that came with a request, and reads its header. A replacement character or half a surrogate tells that it was no
 * UTF-8 where it came from.
 * @throws CodedError as openCsv does
 */
export async function openCsvText(name: string, text: string): Promise<CsvSource> {
  const bytes = Buffer.from(text.replace(/\uFFFD|\p{Surrogate}/gu, '\0'));
  return withHeader(new ByteSource(name, Readable.from([bytes]), bytes.length));
}

async function withHeader(source: ByteSource): Promise<CsvSource> {
  try {
    const header = await source.readHeader();
    return Object.assign(source, { header });
  } catch (error) {
    source.close();
    throw error;
  }
}

async function openFile(path: string): Promise<ByteSource> {
  try {
    const file = await open(path, 'r');
    const facts = await file.stat();
    if (facts.isDirectory()) {
      await file.close();
      throw new CodedError('FILE_UNREADABLE', { file: path, reason: REASONS['EISDIR'] ?? '' });
    }
    return new ByteSource(basename(path), file.createReadStream(), facts.isFile() ? facts.size : undefined);
  } catch (error) {
    throw unreadable(error, path);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open',
};

function unreadable(error: unknown, file: string): unknown {
  const reason = REASONS[systemCodeOf(error) ?? ''];
  return reason === undefined || error instanceof CodedError
    ? error
    : new CodedError('FILE_UNREADABLE', { file, reason });
}

class ByteSource {
  bytesRead = 0;
  private readonly digest = createHash('sha256');
  private readonly decoder = new Decoder();
  private readonly rows = new CsvRows();
  private readonly chunks: AsyncIterator<Buffer | string>;
  private pending: string[][] = [];
  private isAtEnd = false;

  constructor(
    readonly name: string,
    private readonly stream: Readable,
    readonly totalBytes?: number,
  ) {
    this.chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer | string>;
  }

  async readHeader(): Promise<string[]> {
    while (this.pending.length === 0 && !this.isAtEnd) this.pending = await this.next();
    const header = this.pending.shift();
    if (!header) throw new CodedError('FILE_EMPTY');
    return header.map((column) => column.trim());
  }

  async *batches(): AsyncGenerator<readonly string[][]> {
    if (this.pending.length > 0) yield this.pending;
    this.pending = [];
    while (!this.isAtEnd) {
      const rows = await this.next();
      if (rows.length > 0) yield rows;
    }
  }

  hash(): string {
    return this.digest.copy().digest('hex');
  }

  close(): void {
    this.stream.destroy();
  }

  private async next(): Promise<string[][]> {
    const { done, value } = await this.read();
    if (done) {
      this.isAtEnd = true;
      if (!this.decoder.isComplete) throw new CodedError('ENCODING_INVALID', { row: this.rows.count + 1 });
      return this.rows.end();
    }
    const chunk = typeof value === 'string' ? Buffer.from(value) : value;
    this.bytesRead += chunk.length;
    this.digest.update(chunk);
    const { text, isBroken } = this.decoder.decode(chunk);
    const rows = this.rows.push(text);
    if (isBroken) throw new CodedError('ENCODING_INVALID', { row: this.rows.count + 1 });
    return rows;
  }

  private async read(): Promise<IteratorResult<Buffer | string>> {
    try {
      return await this.chunks.next();
    } catch (error) {
      throw unreadable(error, this.name);
    }
  }
}

const BOM = '\uFEFF';

/** Bytes to text, strictly: no replacement characters, no NUL. */
class Decoder {
  private tail = Buffer.alloc(0);
  private isFirst = true;

  /** Whether no character is cut off. */
  get isComplete(): boolean {
    return this.tail.length === 0;
  }

  /** The text of a chunk; of a broken one the lines before the broken line, so that its number can be told. */
  decode(chunk: Buffer): { text: string; isBroken: boolean } {
    const bytes = this.tail.length > 0 ? Buffer.concat([this.tail, chunk]) : chunk;
    const whole = bytes.subarray(0, bytes.length - cutOff(bytes));
    this.tail = Buffer.from(bytes.subarray(whole.length));
    const isBroken = !isText(whole);
    const text = (isBroken ? linesBefore(whole) : whole).toString('utf8');
    const hasBom = this.isFirst && text.startsWith(BOM);
    this.isFirst = this.isFirst && text === '';
    return { text: hasBom ? text.slice(1) : text, isBroken };
  }
}

function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

/** Bytes at the end that begin a character whose rest is in the next chunk. */
function cutOff(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < lengthOf(byte) ? back : 0;
  }
  return 0;
}

/** Bytes of a character by its first byte. */
function lengthOf(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

function linesBefore(bytes: Buffer): Buffer {
  let start = 0;
  for (;;) {
    const newline = bytes.indexOf('\n', start);
    const end = newline < 0 ? bytes.length : newline + 1;
    if (newline < 0 || !isText(bytes.subarray(start, end))) return bytes.subarray(0, start);
    start = end;
  }
}
