/** Work that must be done before the process ends, last added first done. */
export interface Shutdown {
  add(stop: () => Promise<void> | void): void;
  /** Stops something with the process; returns it. */
  own<Started extends { stop(): Promise<void> }>(started: Started): Started;
  /** Does it all; each failure is passed over, so that the rest is still done. Can be called twice. */
  run(): Promise<void>;
}

/** After this the process ends anyway; a container runtime would kill it soon. */
const LIMIT_MS = 10_000;

/** Ctrl-C reaches a program twice under `npm start`: from the terminal and from npm. That is one wish, not two. */
const SAME_WISH_MS = 500;

/**
 * Ends the process in good order on SIGINT, on SIGTERM and when the supervisor that started it is gone. A second signal,
 * somewhat later, ends it at once.
 */
export function createShutdown(): Shutdown {
  const stops: (() => Promise<void> | void)[] = [];
  let running: Promise<void> | undefined;
  const runAll = async () => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) {
      await Promise.resolve()
        .then(stop)
        .catch(() => undefined);
    }
  };
  const run = () => (running ??= runAll());
  let asked = 0;
  const end = () => {
    if (asked > 0) {
      if (Date.now() - asked > SAME_WISH_MS) process.exit(130);
      return;
    }
    asked = Date.now();
    setTimeout(() => process.exit(1), LIMIT_MS).unref();
    void run().then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  process.on('disconnect', end);
  return {
    add: (stop) => void stops.push(stop),
    own(started) {
      stops.push(() => started.stop());
      return started;
    },
    run,
  };
}
