import type { GatewayLog } from '../errors';
import type { ExecutorHolder } from '../execution/holder';
import { BOARD_TIMES, Board } from './board';
import type { BoardTimes } from './board';
import { openEventStream } from './event-stream';
import type { EventStream } from './event-stream';
import { createLookout } from './look';
import type { LiveQuestion, Look } from './look';
import { SEAT_LIMITS, createSeats } from './seats';
import type { SeatLimits } from './seats';
import { createTurnstile } from './turnstile';
import { NO_BUS, createWakes } from './wakes';
import type { EventBus } from './wakes';

export interface LiveOptions {
  readonly holder: ExecutorHolder;
  readonly log: GatewayLog;
  /** Default: nobody tells anything, and boards look at their rounds. */
  readonly bus?: EventBus;
  readonly times?: Partial<BoardTimes>;
  readonly limits?: Partial<SeatLimits>;
}

/** A board whose first page is there. */
export interface OpenedBoard {
  /** Serves its reader to the end; never throws. */
  serve(stream: EventStream): Promise<void>;
}

/** The live boards of one process. */
export interface Live {
  /** Whether the graph has subscriptions. */
  readonly isOpen: boolean;
  readonly open: number;
  /**
   * Looks for the first time.
   * @throws CodedError BUDGET_EXCEEDED when too many are open
   */
  begin(question: LiveQuestion, expires: number | undefined): Promise<OpenedBoard | (Look & { kind: 'REFUSED' })>;
  /** Opens the stream of a response whose head is sent. */
  streamTo(response: Parameters<typeof openEventStream>[0]): EventStream;
  /** Ends every board in good order, so that its reader goes on elsewhere. */
  close(): Promise<void>;
}

/** Boards that look at the same moment: word for all of them must not take every connection from everybody else. */
const LOOKS_AT_ONCE = 32;
/** What readers get to take their last event when the process ends. */
const CLOSING_MS = 1_000;

export function createLive({ holder, log, bus = NO_BUS, ...given }: LiveOptions): Live {
  const times = { ...BOARD_TIMES, ...given.times };
  const seats = createSeats({ ...SEAT_LIMITS, ...given.limits });
  const wakes = createWakes(bus);
  const lookout = createLookout(holder, log);
  const turnstile = createTurnstile(LOOKS_AT_ONCE);
  const boards = new Map<Board, Promise<void>>();
  let isClosing = false;

  const begin = async (question: LiveQuestion, expires: number | undefined, leave: () => void) => {
    const look = (after?: string) => turnstile.pass(() => lookout.look(question, after));
    const board = new Board(look, times, expires);
    // Before the first look, or what happens between it and the next would wake nobody.
    const unlisten = wakes.listen(question.viewer, () => board.wake());
    const end = () => {
      unlisten();
      leave();
      boards.delete(board);
    };
    const first = await look();
    if (first.kind === 'REFUSED') {
      end();
      return first;
    }
    return {
      serve(stream: EventStream): Promise<void> {
        const served = board
          .serve(stream, first)
          .catch((error: unknown) => log({ correlationId: question.correlationId, error }))
          .finally(end);
        boards.set(board, served);
        if (isClosing) board.end();
        return served;
      },
    };
  };

  return {
    get isOpen() {
      return lookout.isOpen;
    },
    get open() {
      return seats.taken;
    },
    begin: async (question, expires) => begin(question, expires, seats.take(question.viewer)),
    streamTo: (response) => openEventStream(response, times),
    async close() {
      isClosing = true;
      wakes.close();
      for (const board of boards.keys()) board.end();
      const late = new Promise((resolve) => setTimeout(resolve, CLOSING_MS).unref());
      await Promise.race([Promise.all(boards.values()), late]);
    },
  };
}
