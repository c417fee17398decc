import { findCodedError } from '../../shared/errors';

/**
 * Runs a program. A failure of the registry becomes one line on stderr, anything else its stack, and both a non-zero exit.
 * What the program has started may go on when it returns: a server ends by its signals.
 */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    // Not exitCode: a server that came up half would keep the process alive.
    process.exit(1);
  }
}

/** One line for a failure somebody can act on, the stack for one that is our fault. */
export function describeFailure(error: unknown): string {
  const coded = findCodedError(error);
  if (coded) return `error ${coded.code}: ${coded.message}`;
  return `error: an unexpected failure\n${error instanceof Error ? error.stack : String(error)}`;
}
