import { everywhere } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';

/** Where the centres are and what they offer is public. */
export function centreScope(): RowScope {
  return everywhere();
}
