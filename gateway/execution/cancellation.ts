/**
 * Tells those who work for a request that nobody waits for it any more. An AbortSignal would do; making one and listening to
 * it takes six microseconds of the hundred and fifty that a small request takes in all.
 */
export class Cancellation {
  private readonly listeners = new Set<() => void>();
  private cancelled = false;

  get isCancelled(): boolean {
    return this.cancelled;
  }

  /** Tells everyone who listens, once. */
  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }

  /** Listens from now on; what was cancelled before is not told again. */
  listen(listener: () => void): void {
    this.listeners.add(listener);
  }

  forget(listener: () => void): void {
    this.listeners.delete(listener);
  }
}
