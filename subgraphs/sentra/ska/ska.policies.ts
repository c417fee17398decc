import { ANYONE, VIEWER, byRole } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';

const OWN = byRole({ SENTRA_OFFICER: `centre_id = ${VIEWER.sentra}` });
const recorded: RowPolicies = { select: ANYONE, insert: OWN, update: OWN };

/** Public to read; recorded by the officers of the centre. */
export const skaPolicies: Readonly<Record<string, RowPolicies>> = { ska: recorded, ska_month: recorded };
