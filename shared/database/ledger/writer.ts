import { randomBytes } from 'node:crypto';
import type { KeyRing } from '../../config';
import type { Database } from '../database';
import { hashEntry } from './entry';
import type { LedgerEntry, LedgerRecord } from './entry';
import { signHead } from './head';
import { ENTRIES_GIVEN, ENTRY_COLUMNS, ENTRY_VALUES } from './tables';

/** Writes the ledger of one schema: one chain for each writer. */
export interface LedgerWriter {
  /** Resolves once the record is durable; rejects if it could not be written. */
  write(record: LedgerRecord): Promise<void>;
  /** Waits for what is under way and signs the end of the chain. */
  close(): Promise<void>;
}

export interface LedgerWriterOptions {
  readonly database: Pick<Database, 'schema' | 'append'>;
  readonly keys: KeyRing;
  /** Names the writer; the schema if left out. */
  readonly name?: string;
  /** A head is signed after so many entries, or so many milliseconds after one. */
  readonly headEntries?: number;
  readonly headMs?: number;
  /** Told when a head could not be written; the next one covers for it. */
  readonly onFault: (error: unknown) => void;
}

const HEAD_ENTRIES = 200;
const HEAD_MS = 5_000;
/** What one INSERT takes; more waits for the next. */
const MOST_TOGETHER = 500;

const INSERT = `INSERT INTO read_ledger (${ENTRY_COLUMNS}) SELECT ${ENTRY_VALUES} FROM ${ENTRIES_GIVEN}`;
const INSERT_HEAD = `INSERT INTO ledger_head (writer, seq, hash, at, key_id, signature) VALUES ($1, $2, $3, $4, $5, $6)`;

interface Waiting {
  readonly record: LedgerRecord;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A writer with a chain of its own. Entries that come while one INSERT is under way go together into the next. */
export function createLedgerWriter(options: LedgerWriterOptions): LedgerWriter {
  return new ChainWriter(options);
}

class ChainWriter implements LedgerWriter {
  private waiting: Waiting[] = [];
  private working: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private writer: string;
  private seq = 0;
  private hash = '';
  /** How far the last head goes. */
  private signed = 0;

  constructor(private readonly options: LedgerWriterOptions) {
    this.writer = this.newName();
  }

  write(record: LedgerRecord): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ record, resolve, reject });
      this.working ??= this.work();
    });
  }

  async close(): Promise<void> {
    await this.working;
    await this.sign();
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_TOGETHER);
      try {
        await this.insert(batch.map(({ record }) => record));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
        // Whether the rows arrived is not known. A chain of its own for what comes keeps both without a gap; the old one is
        // signed as far as it is known to go.
        await this.sign();
        this.restart();
      }
      if (this.seq - this.signed >= (this.options.headEntries ?? HEAD_ENTRIES)) await this.sign();
    }
    this.working = undefined;
    if (this.seq > this.signed) this.signLater();
  }

  private async insert(records: readonly LedgerRecord[]): Promise<void> {
    let { seq, hash } = this;
    const at = new Date().toISOString();
    const entries = records.map((record): LedgerEntry => {
      const unhashed = { ...record, writer: this.writer, seq: (seq += 1), at, prev: hash };
      return { ...unhashed, hash: (hash = hashEntry(unhashed)) };
    });
    await this.options.database.append({ text: INSERT, values: [JSON.stringify(entries)] });
    this.seq = seq;
    this.hash = hash;
  }

  private restart(): void {
    this.writer = this.newName();
    this.seq = 0;
    this.hash = '';
    this.signed = 0;
  }

  private newName(): string {
    return `${this.options.name ?? this.options.database.schema}-${randomBytes(9).toString('base64url')}`;
  }

  private signLater(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.sign();
    }, this.options.headMs ?? HEAD_MS).unref();
  }

  private async sign(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { writer, seq, hash } = this;
    if (seq === this.signed) return;
    const head = signHead({ writer, seq, hash, at: new Date().toISOString() }, this.options.keys);
    const values = [writer, seq, hash, head.at, head.keyId, head.signature];
    // What is signed must not be signed twice, also when two ask for it at once.
    this.signed = seq;
    await this.options.database.append({ text: INSERT_HEAD, values }).catch((error: unknown) => {
      if (this.writer === writer) this.signed = 0;
      this.options.onFault(error);
    });
  }
}
