import type { FieldCipher } from '../../../shared/database';

/** What stands for a person in notices that leave the registry: a keyed hash, the same each time, from which nobody gets back. */
export function subjectHash(cipher: FieldCipher, personId: string): string {
  return cipher.index('subject', personId);
}
