const NOBODY: (() => void)[] = [];

/**
 * Tells those who work for a request that nobody waits for it any more. An AbortSignal would do; making one and listening to
 * it takes six microseconds of the hundred and fifty that a small request takes in all.
 */
export class Cancellation {
  /** Few, and mostly none: a fetch or two that are under way. */
  private listeners: (() => void)[] = NOBODY;
  private cancelled = false;

  get isCancelled(): boolean {
    return this.cancelled;
  }

  /** Tells everyone who listens, once. */
  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    const { listeners } = this;
    this.listeners = NOBODY;
    for (const listener of listeners) listener();
  }

  /** Listens from now on; what was cancelled before is not told again. */
  listen(listener: () => void): void {
    if (this.listeners === NOBODY) this.listeners = [listener];
    else this.listeners.push(listener);
  }

  forget(listener: () => void): void {
    const place = this.listeners.indexOf(listener);
    if (place >= 0) this.listeners.splice(place, 1);
  }
}
