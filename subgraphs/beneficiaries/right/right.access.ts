import { NOWHERE, withinRegions } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';

/** The proposals of erasure a viewer may know of, over `erasure_request r`; carried out ones among them. */
export function erasureScope({ role, regionCodes }: Viewer): RowScope {
  return role === 'DPO' ? withinRegions('r.region_code', regionCodes) : NOWHERE;
}
