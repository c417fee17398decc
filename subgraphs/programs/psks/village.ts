import { CodedError } from '../../../shared/errors';
import type { Viewer } from '../../../shared/viewer';

/**
 * A village in the viewer's jurisdiction.
 * @throws CodedError BAD_USER_INPUT for what is no village, NOT_FOUND for one elsewhere
 */
export function readVillage({ regionCodes }: Viewer, code: string): string {
  if (!/^\d{10}$/.test(code)) throw new CodedError('BAD_USER_INPUT', { reason: 'a village has a code of 10 digits' });
  if (regionCodes.some((place) => place === 'ID' || code.startsWith(place))) return code;
  throw new CodedError('NOT_FOUND', { what: 'village' });
}
