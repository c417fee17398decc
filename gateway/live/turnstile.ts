/** Lets so many in at a time; the others wait in the order they came. */
export interface Turnstile {
  pass<T>(work: () => Promise<T>): Promise<T>;
}

export function createTurnstile(width: number): Turnstile {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return {
    async pass(work) {
      if (inside >= width) await new Promise<void>((resolve) => waiting.push(resolve));
      else inside += 1;
      try {
        return await work();
      } finally {
        // Whoever waits takes the place over.
        const next = waiting.shift();
        if (next) next();
        else inside -= 1;
      }
    },
  };
}
