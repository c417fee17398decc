import { findCodedError } from '../shared/errors';

/** A line of the log: JSON, one event a line, without personal values. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly [detail: string]: string | number | boolean | undefined;
}

/** Writes a log line to stderr; stdout belongs to what a command answers. */
export function log(entry: LogEntry): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
}

/**
 * Logs a fault under the id its client got. Of an unexpected error only class, database code and stack are kept: messages
 * of PostgreSQL quote values (`Key (nik)=(...)`).
 */
export function logFault({ correlationId, error }: { readonly correlationId: string; readonly error: unknown }): void {
  const coded = findCodedError(error);
  const cause = coded?.originalError ?? error;
  log({
    level: 'error',
    event: 'fault',
    correlationId,
    code: coded?.code,
    kind: cause instanceof Error ? cause.name : typeof cause,
    cause: causeCode(cause),
    frames: cause instanceof Error ? framesOf(cause) : undefined,
  });
}

function causeCode(cause: unknown): string | undefined {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** The stack without its first lines, which repeat the message. */
function framesOf(error: Error): string | undefined {
  return error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
    .join(' < ');
}
