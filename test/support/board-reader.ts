import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A server-sent event of a live board. */
export interface BoardEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: {
    readonly data?: Record<string, unknown>;
    readonly errors?: readonly { extensions: Record<string, unknown> }[];
  };
}

/** A client that holds a board open. */
export interface BoardReader {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** What arrived so far, without the end. */
  readonly events: readonly BoardEvent[];
  /** Comments that arrived so far. */
  readonly comments: number;
  /** The body of an answer that is no stream. */
  readonly code: string | undefined;
  /** Resolves once so many events have arrived; throws if the stream ends before. */
  until(count: number): Promise<readonly BoardEvent[]>;
  /** Resolves when the stream has ended; whether in good order. */
  readonly ended: Promise<'COMPLETE' | 'CUT'>;
  /** Stops and goes on reading. */
  pause(): void;
  resume(): void;
  close(): void;
}

/** As many sockets as boards. */
const agent = new Agent({ keepAlive: false, maxSockets: Infinity });

export interface BoardQuestion {
  readonly url: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks for a board and reads what it tells. */
export async function openBoard({ url, body, headers = {} }: BoardQuestion): Promise<BoardReader> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request(url, {
      method: 'POST',
      agent,
      headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...headers },
    });
    asked.once('response', resolve);
    asked.once('error', reject);
    asked.end(JSON.stringify(body));
  });
  return readBoard(response);
}

async function readBoard(response: IncomingMessage): Promise<BoardReader> {
  const events: BoardEvent[] = [];
  const waiting = new Set<() => void>();
  const state = { comments: 0, isComplete: false, isOver: false, rest: '' };
  const isStream = response.headers['content-type']?.startsWith('text/event-stream') ?? false;
  const ended = new Promise<'COMPLETE' | 'CUT'>((resolve) => {
    response.once('close', () => {
      state.isOver = true;
      resolve(state.isComplete ? 'COMPLETE' : 'CUT');
      for (const look of waiting) look();
    });
  });
  response.on('error', () => undefined);
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const blocks = (state.rest + chunk).split('\n\n');
    state.rest = blocks.pop() ?? '';
    if (isStream) for (const block of blocks) take(block);
    for (const look of waiting) look();
  });
  const take = (block: string): void => {
    const lines = block.split('\n');
    const valueOf = (field: string) =>
      lines
        .find((line) => line.startsWith(`${field}:`))
        ?.slice(field.length + 1)
        .trim();
    const event = valueOf('event');
    if (event === undefined) state.comments += 1;
    else if (event === 'complete') state.isComplete = true;
    else events.push({ event, id: valueOf('id'), data: JSON.parse(valueOf('data') ?? '{}') as BoardEvent['data'] });
  };
  if (!isStream) await ended;
  const told = isStream ? {} : (JSON.parse(state.rest || '{}') as BoardEvent['data']);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    ended,
    get comments() {
      return state.comments;
    },
    code: told.errors?.[0]?.extensions['code'] as string | undefined,
    until: (count) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (events.length < count && !state.isOver) return;
          waiting.delete(look);
          if (events.length >= count) resolve(events);
          else reject(new Error(`the stream ended after ${events.length} events`));
        };
        waiting.add(look);
        look();
      }),
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    close: () => void response.destroy(),
  };
}
