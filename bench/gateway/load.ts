import { Pool } from 'undici';
import type { Dispatcher } from 'undici';

/** What some clients saw of a server. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each request, sorted. */
  readonly latencies: Float64Array;
}

/**
 * Clients that send the same question again and again, each as soon as it has its answer, for some seconds.
 * @throws Error at any answer that is not as long as the first one, which the caller has compared
 */
export async function runClients(
  url: string,
  body: string,
  { clients, seconds, length }: { readonly clients: number; readonly seconds: number; readonly length: number },
): Promise<Load> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: clients, pipelining: 1 });
  const request: Dispatcher.DispatchOptions = {
    path: pathname,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  };
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const sent = performance.now();
      const got = await exchange(pool, request);
      if (got !== length) throw new Error(`${url} answered ${got} bytes instead of ${length}`);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = (performance.now() - started) / 1000;
  await pool.close();
  return { requests: latencies.length, seconds: elapsed, latencies: Float64Array.from(latencies).sort() };
}

function exchange(pool: Pool, request: Dispatcher.DispatchOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    let length = 0;
    pool.dispatch(request, {
      onRequestStart: () => undefined,
      onResponseStart: (_, status) => {
        if (status !== 200) reject(new Error(`status ${status}`));
      },
      onResponseData: (_, chunk) => {
        length += chunk.length;
      },
      onResponseEnd: () => resolve(length),
      onResponseError: (_, error) => reject(error),
    });
  });
}

/** A quantile of sorted values. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
