import { everywhere } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';

/** The code list is public. */
export function regionScope(): RowScope {
  return everywhere();
}
