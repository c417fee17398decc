import { CodedError } from '../errors';

const MAX_NOTE = 500;

/**
 * Words somebody gives for what they do, without the space around them.
 * @param atLeast characters they must have
 * @throws CodedError BAD_USER_INPUT when they are too short or too long, or hold a NIK or KK number
 */
export function readNote(note: string, atLeast = 1): string {
  return readText(note, { what: 'reason', atLeast, atMost: MAX_NOTE });
}

/**
 * Free text, without the space around it.
 * @param limits what messages call it, and how many characters it takes
 * @throws CodedError BAD_USER_INPUT when it is too short or too long, or holds a NIK or KK number
 */
export function readText(
  given: string,
  { what, atLeast, atMost }: { readonly what: string; readonly atLeast: number; readonly atMost: number },
): string {
  const text = given.trim();
  if (text.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: `it needs a ${what}` });
  if (text.length < atLeast) {
    throw new CodedError('BAD_USER_INPUT', { reason: `the ${what} takes at least ${atLeast} characters` });
  }
  if (text.length > atMost) {
    throw new CodedError('BAD_USER_INPUT', { reason: `the ${what} is longer than ${atMost} characters` });
  }
  // Words are shown to whoever may read the record; identifiers are not.
  if (holdsIdentifier(text)) {
    throw new CodedError('BAD_USER_INPUT', { reason: `the ${what} holds a NIK or KK number; leave it out` });
  }
  return text;
}

/** Whether a text holds what looks like a NIK or KK number, however it is parted. */
export function holdsIdentifier(text: string): boolean {
  return /\d{16}/.test(text.replace(/[\s.-]/g, ''));
}

/**
 * A reference to a document or standard: letters, digits and the signs that part them.
 * @throws CodedError BAD_USER_INPUT
 */
export function readReference(what: string, text: string): string {
  const trimmed = readText(text, { what, atLeast: 1, atMost: 80 });
  if (/^[\w][\w ./:()-]*$/.test(trimmed)) return trimmed;
  throw new CodedError('BAD_USER_INPUT', { reason: `the ${what} takes letters, digits and . / : ( ) -` });
}
