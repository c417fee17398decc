import { CodedError } from '../errors';

const MAX_NOTE = 500;

/**
 * Words somebody gives for what they do, without the space around them.
 * @param atLeast characters they must have
 * @throws CodedError BAD_USER_INPUT when they are too short or too long, or hold a NIK or KK number
 */
export function readNote(note: string, atLeast = 1): string {
  const text = note.trim();
  if (text.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: 'it needs a reason' });
  if (text.length < atLeast) {
    throw new CodedError('BAD_USER_INPUT', { reason: `the reason takes at least ${atLeast} characters` });
  }
  if (text.length > MAX_NOTE) {
    throw new CodedError('BAD_USER_INPUT', { reason: `the reason is longer than ${MAX_NOTE} characters` });
  }
  // Words are kept and shown in clear; identifiers are not.
  if (/\d{16}/.test(text.replace(/[\s.-]/g, ''))) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'the reason holds a NIK or KK number; leave it out' });
  }
  return text;
}
