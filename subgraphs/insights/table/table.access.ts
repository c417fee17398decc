import { NOWHERE, everywhere } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';

/**
 * What tables are made of is nobody's rows, and the same for everybody the policy lets compose them: of the whole country, of every
 * place and every program. Developers of frontends compose them where all data is synthetic.
 */
export function tableScope({ role }: Viewer, mode: Mode): RowScope {
  if (role !== 'FRONTEND_DEVELOPER') return everywhere();
  return mode === 'demo' ? everywhere('SYNTHETIC') : NOWHERE;
}
