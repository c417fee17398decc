import { CodedError } from '../../shared/errors';

const LONGEST = 2_000;

/**
 * A text as it is kept, without the space around it: it says something, not too much, and no identifier, since it stands in clear.
 * @param what names the text to whoever wrote it
 * @throws CodedError BAD_USER_INPUT
 */
export function readText(what: string, text: string, longest = LONGEST): string {
  const trimmed = text.trim();
  const refuse = (reason: string) => new CodedError('BAD_USER_INPUT', { reason: `the ${what} ${reason}` });
  if (trimmed.length === 0) throw refuse('is empty');
  if (trimmed.length > longest) throw refuse(`is longer than ${longest} characters`);
  if (/\d{16}/.test(trimmed.replace(/[\s.-]/g, ''))) throw refuse('holds a NIK or KK number; leave it out');
  return trimmed;
}
