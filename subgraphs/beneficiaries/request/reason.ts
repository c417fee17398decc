import { CodedError } from '../../../shared/errors';

const MAX_REASON = 500;

/**
 * A reason somebody gives for what they do, without the space around it.
 * @param atLeast characters it must have
 * @throws CodedError BAD_USER_INPUT when it is too short or too long, or holds a NIK or KK number
 */
export function readReason(reason: string, atLeast = 1): string {
  const text = reason.trim();
  if (text.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: 'it needs a reason' });
  if (text.length < atLeast) {
    throw new CodedError('BAD_USER_INPUT', { reason: `the reason takes at least ${atLeast} characters` });
  }
  if (text.length > MAX_REASON) {
    throw new CodedError('BAD_USER_INPUT', { reason: `the reason is longer than ${MAX_REASON} characters` });
  }
  // Reasons are kept and shown in clear; identifiers are not.
  if (/\d{16}/.test(text.replace(/[\s.-]/g, ''))) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'the reason holds a NIK or KK number; leave it out' });
  }
  return text;
}
