import { CodedError } from '../../shared/errors';

const LONGEST = 2_000;

/**
 * Stops a text that says nothing, too much, or an identifier: these texts are kept and shown in clear.
 * @param what names the text to whoever wrote it
 * @throws CodedError BAD_USER_INPUT
 */
export function checkText(what: string, text: string): void {
  const { length } = text.trim();
  if (length === 0) throw new CodedError('BAD_USER_INPUT', { reason: `the ${what} is empty` });
  if (length > LONGEST) {
    throw new CodedError('BAD_USER_INPUT', { reason: `the ${what} is longer than ${LONGEST} characters` });
  }
  if (/\d{16}/.test(text.replace(/[\s.-]/g, ''))) {
    throw new CodedError('BAD_USER_INPUT', { reason: `the ${what} holds a NIK or KK number; leave it out` });
  }
}
