import { ANYONE, VIEWER, byRole, forRoles, placedWithin } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';

const OF_CENTRE = `centre_id = ${VIEWER.sentra}`;
const OWN = `person_id = ${VIEWER.person}`;
const officer = byRole({ SENTRA_OFFICER: OF_CENTRE });
const seen = {
  SENTRA_OFFICER: OF_CENTRE,
  ...forRoles(['PENDAMPING', 'DINSOS', 'SUPERVISOR'], placedWithin('region_code')),
  CITIZEN: OWN,
};

/** Devices and who needs one; teams and counts are public to read, and counts are kept by the platform. */
export const devicePolicies: Readonly<Record<string, RowPolicies>> = {
  device: { select: byRole(seen), insert: officer, update: officer },
  // A person may withdraw the own need.
  device_need: {
    select: byRole(seen),
    insert: officer,
    update: byRole({ SENTRA_OFFICER: OF_CENTRE, CITIZEN: OWN }),
  },
  device_team: { select: ANYONE, insert: officer, update: officer },
  device_count: { select: ANYONE },
};
