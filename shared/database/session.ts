import type { Pool, PoolClient } from 'pg';
import type { Viewer } from '../viewer';
import type { Planned, Statement } from './statement';
import { viewerSettings } from './viewer-settings';
import type { Mode } from './viewer-settings';

/** Told of every statement sent, for tests and metrics; never of its values. */
export type StatementListener = (text: string) => void;

/**
 * What one statement of a fetch may take. PostgreSQL ends it itself: a client that has left, or a gateway that has answered
 * without it, leaves no statement behind that holds a connection.
 */
const STATEMENT_MS = 10_000;

/**
 * One viewer's reads of one fetch: a read-only transaction on one connection, opened by the first statement, in which
 * PostgreSQL knows the viewer and every statement sees the same state. Must be closed.
 */
export class ReadSession {
  private client: Promise<PoolClient> | undefined;
  /** What the transaction is set to. */
  private planned: Planned = 'ONCE';
  /** The statement under way; one connection runs one at a time. */
  private last: Promise<unknown> = Promise.resolve();
  private isClosed = false;

  constructor(
    private readonly pool: Pool,
    private readonly viewer: Viewer,
    private readonly mode: Mode,
    private readonly onStatement: StatementListener,
  ) {}

  /** Runs a statement after those asked before it. */
  rows<Row extends object>(statement: Statement): Promise<Row[]> {
    const run = () => this.run<Row>(statement);
    const result = this.last.then(run, run);
    this.last = result;
    return result;
  }

  private async run<Row extends object>(statement: Statement): Promise<Row[]> {
    // graphql-js answers as soon as a non-null field fails, while siblings still ask: they must not open a connection that
    // nobody gives back.
    if (this.isClosed) throw new Error('the fetch of this session has been answered');
    const { name, text, values, planned } = statement;
    this.client ??= this.open(planned);
    const client = await this.client;
    if (planned !== this.planned) await client.query(planning(planned));
    this.planned = planned;
    this.onStatement(text);
    const result = await client.query<Row>({ name, text, values: [...values] });
    return result.rows;
  }

  /** Ends the transaction and gives the connection back, once what was asked is answered. Nothing can be read afterwards. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.refresh();
  }

  /** Ends the transaction, so that the next read sees what was written meanwhile. */
  async refresh(): Promise<void> {
    await this.last.catch(() => undefined);
    if (!this.client) return;
    const opened = this.client;
    this.client = undefined;
    const client = await opened.catch(() => undefined);
    if (!client) return;
    try {
      await client.query('COMMIT');
      client.release();
    } catch (error) {
      // A connection in an unknown state must not serve the next viewer.
      client.release(error instanceof Error ? error : true);
    }
  }

  private async open(planned: Planned): Promise<PoolClient> {
    const client = await this.pool.connect();
    this.planned = planned;
    const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = ${STATEMENT_MS}`;
    try {
      await client.query(`${begin}; ${planning(planned)}; ${viewerSettings(this.viewer, this.mode)}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    return client;
  }
}

function planning(planned: Planned): string {
  return `SET LOCAL plan_cache_mode = ${planned === 'ONCE' ? 'force_generic_plan' : 'auto'}`;
}
