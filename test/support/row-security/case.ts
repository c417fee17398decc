import type { SubgraphName } from '../../../shared/config';
import type { Role } from '../../../shared/viewer';

/** A table beside the row scope of its rows: what the application's statements read it from, and by what key. */
export interface Case {
  readonly schema: SubgraphName;
  readonly table: string;
  /** The type whose scope applies. */
  readonly type: string;
  readonly from: string;
  /** The key, over the alias in `from`. */
  readonly id: string;
  /** Where PostgreSQL lets more rows through than the scope, for whom and why; the scope must stay within. */
  readonly wider?: { readonly roles: readonly Role[]; readonly why: string };
}
