import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** What some clients saw of a server. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each request, sorted. */
  readonly latencies: Float64Array;
}

/**
 * Clients that send the same question again and again, each as soon as it has its answer, for some seconds. They speak to
 * their sockets themselves: an HTTP library would take as much of the machine as the fastest servers here.
 * @throws Error at any answer that has another status than 200 or another length than the one the caller has compared
 */
export async function runClients(
  url: string,
  body: string,
  { clients, seconds, length }: { readonly clients: number; readonly seconds: number; readonly length: number },
): Promise<Load> {
  const { hostname, port, pathname } = new URL(url);
  const request = Buffer.from(
    `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  const client = async (): Promise<void> => {
    const socket = connect(Number(port), hostname).setNoDelay();
    try {
      while (performance.now() < end) {
        const sent = performance.now();
        const got = await exchange(socket, request);
        if (got !== undefined && got !== length) throw new Error(`${url} answered ${got} bytes instead of ${length}`);
        latencies.push(performance.now() - sent);
      }
    } finally {
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = (performance.now() - started) / 1000;
  return { requests: latencies.length, seconds: elapsed, latencies: Float64Array.from(latencies).sort() };
}

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '0\r\n\r\n';

/** One question and its answer; the length of the answer's body, where the server says it beforehand. */
function exchange(socket: Socket, request: Buffer): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    let left: number | undefined;
    let length: number | undefined;
    const finish = (settle: () => void): void => {
      socket.off('data', onData).off('close', onClose).off('error', reject);
      settle();
    };
    const onClose = (): void => finish(() => reject(new Error('the server closed the connection')));
    const onData = (chunk: Buffer): void => {
      if (left === undefined) {
        const head = chunk.toString('latin1', 0, chunk.indexOf(HEAD_END));
        if (!head.startsWith('HTTP/1.1 200')) {
          finish(() => reject(new Error(head.split('\r\n')[0])));
          return;
        }
        const said = /content-length: (\d+)/i.exec(head)?.[1];
        length = said === undefined ? undefined : Number(said);
        left = length === undefined ? Infinity : head.length + HEAD_END.length + length;
      }
      left -= chunk.length;
      const isOver =
        left === Infinity ? chunk.toString('latin1', chunk.length - LAST_CHUNK.length) === LAST_CHUNK : left <= 0;
      if (isOver) finish(() => resolve(length));
    };
    socket.on('data', onData).on('close', onClose).on('error', reject);
    socket.write(request);
  });
}

/** A quantile of sorted values. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
