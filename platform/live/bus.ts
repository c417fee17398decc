import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { EventBus } from '../../gateway';
import { log } from '../log';

/** The channel on which the databases say whom something concerns; see the trigger in the migrations of employers. */
export const LIVE_CHANNEL = 'berdaya_live';
/** What says that it concerns more than one word can hold. */
const EVERYBODY = '*';

const CONNECT_MS = 5_000;
/** Milliseconds before the next try, the first time and at most. */
const FIRST_REST_MS = 250;
const MOST_REST_MS = 10_000;

/** Word of events from PostgreSQL, so that it reaches the boards of every replica. */
export interface LiveBus extends EventBus {
  stop(): Promise<void>;
}

type Listener = Parameters<EventBus['subscribe']>[0];

/**
 * Listens on one connection, from the first subscription on. Whoever may connect to a database may listen there; the gateways do
 * so by their own role. What is said while the connection is away is lost: everybody is told to look once it is back.
 */
export function openLiveBus(url: string): LiveBus {
  const listeners = new Set<Listener>();
  const stopping = new AbortController();
  const tell: Listener = (concerned) => {
    for (const listener of listeners) listener(concerned);
  };
  let running: Promise<void> | undefined;
  return {
    subscribe(listener) {
      listeners.add(listener);
      running ??= listenOn(url, tell, stopping.signal);
      return () => listeners.delete(listener);
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function listenOn(url: string, tell: Listener, stopped: AbortSignal): Promise<void> {
  let rest = FIRST_REST_MS;
  while (!stopped.aborted) {
    const wasThere = await listenOnce(url, tell, stopped);
    if (stopped.aborted) return;
    if (wasThere) log({ level: 'warn', event: 'live-word-lost' });
    rest = wasThere ? FIRST_REST_MS : Math.min(MOST_REST_MS, rest * 2);
    await sleep(rest, undefined, { signal: stopped }).catch(() => undefined);
  }
}

/** Listens until the connection is gone; whether there was one. */
async function listenOnce(url: string, tell: Listener, stopped: AbortSignal): Promise<boolean> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'berdaya live',
  });
  let leave = (): void => undefined;
  const isGone = new Promise<void>((resolve) => {
    leave = resolve;
    client.once('end', resolve);
    client.on('error', () => resolve());
  });
  stopped.addEventListener('abort', leave);
  client.on('notification', ({ payload = EVERYBODY }) => tell(payload === EVERYBODY ? 'ALL' : payload.split(',')));
  try {
    await client.connect();
    await client.query(`LISTEN ${LIVE_CHANNEL}`);
    tell('ALL');
    await isGone;
    return true;
  } catch {
    return false;
  } finally {
    stopped.removeEventListener('abort', leave);
    await client.end().catch(() => undefined);
  }
}
