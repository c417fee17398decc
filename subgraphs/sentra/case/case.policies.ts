import { VIEWER, byRole, forRoles, placedWithin } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';

const HERE = placedWithin('region_code');
const OF_CENTRE = `centre_id = ${VIEWER.sentra}`;
const OWN = `person_id = ${VIEWER.person}`;

/** Whoever sees the case, of those who read or write such rows at all: the policy of the case decides. */
const ofCase = `EXISTS (SELECT FROM service_case seen WHERE seen.id = case_id)`;
const officer = byRole({ SENTRA_OFFICER: ofCase });
const written: RowPolicies = { select: byRole(forRoles(['SENTRA_OFFICER', 'SUPERVISOR'], ofCase)), insert: officer };

const named = byRole({ SENTRA_OFFICER: `${VIEWER.subject} = ANY (team) AND ${ofCase}` });

/** Cases and what is written about them. */
export const casePolicies: Readonly<Record<string, RowPolicies>> = {
  service_case: {
    select: byRole({ SENTRA_OFFICER: OF_CENTRE, ...forRoles(['DINSOS', 'SUPERVISOR'], HERE), CITIZEN: OWN }),
    insert: byRole({ SENTRA_OFFICER: OF_CENTRE, DINSOS: HERE }),
    update: byRole({ SENTRA_OFFICER: OF_CENTRE, ...forRoles(['DINSOS', 'SUPERVISOR'], HERE), CITIZEN: OWN }),
  },
  case_protection: { select: named, insert: named, update: named },
  assessment: written,
  plan: { ...written, update: byRole(forRoles(['SENTRA_OFFICER', 'SUPERVISOR'], ofCase)) },
  training_session: written,
  case_note: written,
  certificate: { select: byRole(forRoles(['SENTRA_OFFICER', 'SUPERVISOR', 'CITIZEN'], ofCase)), insert: officer },
  person_ref: {
    select: byRole({
      SENTRA_OFFICER: `EXISTS (SELECT FROM service_case seen WHERE seen.person_id = person_ref.id)`,
      ...forRoles(['PENDAMPING', 'DINSOS', 'SUPERVISOR'], HERE),
      ...forRoles(['CITIZEN', 'FRONTEND'], `id = ${VIEWER.person}`),
      // PostgreSQL takes a developer for the public where people are real.
      FRONTEND_DEVELOPER: 'true',
    }),
  },
  referral_ref: {
    select: byRole(
      forRoles(
        ['SENTRA_OFFICER', 'PENDAMPING', 'DINSOS', 'SUPERVISOR', 'CITIZEN', 'FRONTEND', 'FRONTEND_DEVELOPER'],
        `EXISTS (SELECT FROM person_ref seen WHERE seen.id = person_id)`,
      ),
    ),
  },
};
