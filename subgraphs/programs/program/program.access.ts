import { everywhere } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';

/** The catalogue is public. */
export function catalogueScope(): RowScope {
  return everywhere();
}
