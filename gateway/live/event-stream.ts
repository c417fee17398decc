import type { ServerResponse } from 'node:http';

/** One answer as a server-sent event. */
export interface StreamEvent {
  /** Where a client goes on that has got this far; it sends it back as `Last-Event-ID`. */
  readonly id?: string;
  /** JSON, without line breaks. */
  readonly data: string;
}

export const EVENT_STREAM = 'text/event-stream';

/** Headers of a stream; nothing on the way may collect or change it. */
export const STREAM_HEADERS: ReadonlyMap<string, string> = new Map([
  ['content-type', `${EVENT_STREAM}; charset=utf-8`],
  ['x-accel-buffering', 'no'],
]);

export interface StreamTimes {
  /** Milliseconds between two comments that keep a silent connection. */
  readonly keepAliveMs: number;
  /** Milliseconds a reader may take for what was sent. */
  readonly sendMs: number;
}

/** GraphQL over server-sent events, one operation a connection ("distinct connections mode"). */
export interface EventStream {
  /** Resolves once it is sent, so that whoever writes is no faster than the reader; also once the reader is gone. */
  next(event: StreamEvent): Promise<void>;
  /** Ends the stream, with a last event if one is given; it is closed when it resolves. */
  complete(last?: StreamEvent): Promise<void>;
  /** Called when the reader is gone, or reads too slowly. */
  onGone(listener: () => void): void;
}

/** @param response its head is written already */
export function openEventStream(response: ServerResponse, { keepAliveMs, sendMs }: StreamTimes): EventStream {
  let sending: Promise<void> | undefined;
  const isOver = () => response.destroyed || response.writableEnded;
  const write = async (text: string): Promise<void> => {
    if (isOver()) return;
    const late = setTimeout(() => response.destroy(), sendMs);
    await new Promise<void>((resolve) => {
      response.once('close', resolve);
      response.write(text, () => {
        response.off('close', resolve);
        resolve();
      });
    });
    clearTimeout(late);
  };
  const send = (text: string): Promise<void> => {
    const sent = (sending ?? Promise.resolve())
      .then(() => write(text))
      .finally(() => {
        if (sending === sent) sending = undefined;
      });
    sending = sent;
    return sent;
  };
  // At most one comment is on its way: a reader that does not read gets no more of them. Of one that left before, nothing is heard.
  const keepAlive = isOver() ? undefined : setInterval(() => void (sending ?? send(':\n\n')), keepAliveMs);
  response.once('close', () => clearInterval(keepAlive));
  return {
    next: (event) => send(written(event)),
    async complete(last) {
      if (last) await send(written(last));
      await send('event: complete\ndata:\n\n');
      clearInterval(keepAlive);
      if (response.destroyed) return;
      await new Promise<void>((resolve) => {
        response.once('close', resolve);
        response.end(resolve);
      });
    },
    onGone(listener) {
      if (response.destroyed) listener();
      else response.once('close', listener);
    },
  };
}

function written({ id, data }: StreamEvent): string {
  return `event: next\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`;
}
