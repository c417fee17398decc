/** Rings for one who waits; a ring while nobody waits is kept, and several are one. */
export class Alarm {
  private isRung = false;
  private waiter: (() => void) | undefined;

  ring(): void {
    this.isRung = true;
    this.waiter?.();
  }

  /** Resolves at a ring, at once for one that was kept, and after some milliseconds without any. */
  async wait(milliseconds: number): Promise<void> {
    if (!this.isRung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.waiter = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.waiter = undefined;
    }
    this.isRung = false;
  }
}
