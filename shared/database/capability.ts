import type { z } from 'zod';
import type { FieldCipher } from './cipher';

/**
 * What one subgraph lets another do about a record, sealed so that nobody between them can read, change or make one: clients
 * do not see it, and the gateway carries it unopened. It is about one kind of thing and lives for one answer, or as long
 * as whoever made it says.
 */
interface Sealed {
  readonly kind: string;
  /** Seconds since 1970. */
  readonly expires: number;
  readonly content: unknown;
}

/** Long enough for the slowest answer, see the deadline of an operation. */
export const CAPABILITY_SECONDS = 60;

/**
 * Seals what is allowed; only a subgraph that holds the field keys can make or open one.
 * @param seconds how long it lives
 */
export function sealCapability(
  cipher: FieldCipher,
  kind: string,
  content: object,
  seconds: number = CAPABILITY_SECONDS,
): string {
  const sealed: Sealed = { kind, expires: Math.floor(Date.now() / 1000) + seconds, content };
  return cipher.seal(JSON.stringify(sealed));
}

/** What is allowed; undefined for what is forged, of another kind, of another form or too old: nothing is allowed then. */
export function openCapability<Content>(
  cipher: FieldCipher,
  kind: string,
  schema: z.ZodType<Content>,
  sealed: string | null | undefined,
): Content | undefined {
  if (sealed === null || sealed === undefined) return undefined;
  const opened = tryOpen(cipher, sealed);
  if (opened?.kind !== kind || !(opened.expires >= Date.now() / 1000)) return undefined;
  const parsed = schema.safeParse(opened.content);
  return parsed.success ? parsed.data : undefined;
}

function tryOpen(cipher: FieldCipher, sealed: string): Sealed | undefined {
  try {
    return JSON.parse(cipher.open(sealed)) as Sealed;
  } catch {
    return undefined;
  }
}
