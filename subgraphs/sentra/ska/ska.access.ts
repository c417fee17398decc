import { everywhere } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';

/** What a Sentra Kreasi ATENSI is, and what it sells, is public. */
export function skaScope(): RowScope {
  return everywhere();
}
