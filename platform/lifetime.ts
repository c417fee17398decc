import { logFault } from './log';
import { randomUUID } from 'node:crypto';

/** Ends what was started, last first; what fails to end does not keep the rest alive. */
export class Lifetime {
  private readonly stops: (() => Promise<void>)[] = [];
  private ending: Promise<void> | undefined;

  /** Takes care of something started; returns it. */
  own<Started extends { stop(): Promise<void> }>(started: Started): Started {
    this.stops.push(() => started.stop());
    return started;
  }

  end(): Promise<void> {
    this.ending ??= (async () => {
      for (const stop of this.stops.reverse()) {
        await stop().catch((error: unknown) => {
          logFault({ correlationId: randomUUID(), error });
        });
      }
    })();
    return this.ending;
  }

  /** Ends everything on Ctrl-C or a stop signal. A second Ctrl-C does not wait. */
  endOnSignal(): void {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (this.ending) process.exit(130);
        void this.end().then(() => process.exit(0));
      });
    }
  }
}
