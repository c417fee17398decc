import type { GraphQLFormattedError } from 'graphql';
import { CodedError } from '../../shared/errors';
import { Alarm } from './alarm';
import type { EventStream, StreamTimes } from './event-stream';
import { errorOf } from './look';
import type { Look } from './look';

export interface BoardTimes extends StreamTimes {
  /** Milliseconds between two looks without any word; what a lost word costs at most. */
  readonly roundMs: number;
  /** Milliseconds after which to look again for what is written and not in order yet. */
  readonly settleMs: number;
  /** Milliseconds between two looks at least: word that comes faster is answered together. */
  readonly pauseMs: number;
  /** Milliseconds a board may be open. Then it ends in good order, so that replicas come to hold as many as they should. */
  readonly ageMs: number;
}

export const BOARD_TIMES: BoardTimes = {
  roundMs: 30_000,
  settleMs: 250,
  pauseMs: 200,
  ageMs: 3_600_000,
  keepAliveMs: 15_000,
  sendMs: 60_000,
};

/** Looks in a row that may fail for a reason that passes. */
const MOST_FAILURES = 3;
/** Faults of the moment: the board waits for its next round instead of sending every client away at once. */
const PASSING: ReadonlySet<unknown> = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'BUDGET_UNAVAILABLE',
  'LEDGER_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
]);

type Page = Look & { readonly kind: 'PAGE' };
type Ending = { readonly errors?: readonly GraphQLFormattedError[] };

/** One open board: looks when there is word, tells what is new, and ends in good order. */
export class Board {
  private readonly alarm = new Alarm();
  private ending: Ending | undefined;
  private isGone = false;
  private failures = 0;
  private waitMs = 0;

  /**
   * @param look asks once, after a cursor
   * @param expires when the viewer's token does, seconds since 1970
   */
  constructor(
    private readonly look: (after: string) => Promise<Look>,
    private readonly times: BoardTimes,
    private readonly expires: number | undefined,
  ) {}

  /** Something may have happened. */
  wake(): void {
    this.alarm.ring();
  }

  /** Ends the board after what is being sent; the reader may go on elsewhere. */
  end(errors?: readonly GraphQLFormattedError[]): void {
    this.ending ??= errors ? { errors } : {};
    this.alarm.ring();
  }

  /** Serves a reader until the board has ended; the first page is sent whatever it holds, so that a reader has a cursor. */
  async serve(stream: EventStream, first: Page): Promise<void> {
    stream.onGone(() => {
      this.isGone = true;
      this.end();
    });
    const { age, error } = this.lifetime();
    const timer = setTimeout(() => this.end(error && [error]), age);
    await stream.next({ id: first.cursor, data: first.text });
    this.waitMs = this.waitAfter(first, true);
    let cursor = first.cursor;
    while (!this.ending) cursor = await this.goOn(stream, cursor);
    clearTimeout(timer);
    const { errors } = this.ending;
    if (!this.isGone) await stream.complete(errors && { data: JSON.stringify({ errors }) });
  }

  /** Waits, looks and tells; the cursor to go on from. */
  private async goOn(stream: EventStream, cursor: string): Promise<string> {
    await this.alarm.wait(this.waitMs);
    if (this.ending) return cursor;
    const look = await this.look(cursor);
    if (look.kind === 'REFUSED') {
      this.noteRefusal(look.errors);
      this.waitMs = this.round();
      return cursor;
    }
    this.failures = 0;
    // A page says where it ends: one that ends where it began holds nothing new.
    const isNew = look.cursor !== cursor;
    if (isNew) await stream.next({ id: look.cursor, data: look.text });
    this.waitMs = this.waitAfter(look, isNew);
    await sleep(this.times.pauseMs);
    return look.cursor;
  }

  private waitAfter({ hasMore }: Page, isNew: boolean): number {
    if (!hasMore) return this.round();
    return isNew ? 0 : this.times.settleMs;
  }

  /** Boards that were opened together do not look together for ever. */
  private round(): number {
    return this.times.roundMs * (1 - Math.random() / 4);
  }

  private noteRefusal(errors: readonly GraphQLFormattedError[]): void {
    this.failures += 1;
    const isPassing = errors.length > 0 && errors.every(({ extensions }) => PASSING.has(extensions?.['code']));
    if (!isPassing || this.failures >= MOST_FAILURES) this.end(errors);
  }

  private lifetime(): { readonly age: number; readonly error?: GraphQLFormattedError } {
    const { ageMs } = this.times;
    const left = this.expires === undefined ? Infinity : this.expires * 1_000 - Date.now();
    if (left > ageMs) return { age: ageMs };
    return { age: Math.max(0, left), error: errorOf(new CodedError('TOKEN_INVALID', { reason: 'it has expired' })) };
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
