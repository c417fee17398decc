import { ANYONE, VIEWER, byRole, forRoles, placedWithin, somePlaceWithin } from '../../shared/database';
import type { RowPolicies, RowSecurity } from '../../shared/database';
import { cardPolicies } from './card/card.policies';
import { matchPolicies } from './match/match.policies';
import { PARTNERS, PARTNER_USER_POLICIES, ofOwnEmployer } from './partner-user/partner-user.policies';

const OTHERS = [
  'PUBLIC',
  'CITIZEN',
  'FRONTEND',
  'FRONTEND_DEVELOPER',
  'PENDAMPING',
  'SENTRA_OFFICER',
  'DATA_STEWARD',
  'ADMIN',
] as const;
const OFFICERS = ['DINSOS', 'SUPERVISOR'] as const;

const ACTIVE = `status = 'ACTIVE'`;
const EMPLOYER_SELECT = byRole({
  ...forRoles([...OTHERS, 'ANALYST'], ACTIVE),
  ...forRoles(PARTNERS, `${ACTIVE} OR ${ofOwnEmployer('id')}`),
  ...forRoles(OFFICERS, `${ACTIVE} OR ${somePlaceWithin('regency_codes')}`),
  ...forRoles(['PROGRAM_MANAGER', 'DPO'], 'true'),
});

const ofEmployer = (condition: string) => `EXISTS (SELECT FROM employer e WHERE e.id = employer_id AND ${condition})`;
const QUOTA_SELECT = byRole({
  ANALYST: ofEmployer(`e.${ACTIVE}`),
  ...forRoles(PARTNERS, ofOwnEmployer('employer_id')),
  ...forRoles(OFFICERS, ofEmployer(somePlaceWithin('e.regency_codes'))),
  ...forRoles(['PROGRAM_MANAGER', 'DPO'], 'true'),
});

const PUBLISHED = `status = 'PUBLISHED' AND employer_status = 'ACTIVE'`;
const VACANCY_SELECT = byRole({
  ...forRoles([...OTHERS, 'ANALYST', 'DPO'], PUBLISHED),
  ...forRoles(PARTNERS, `${ofOwnEmployer('employer_id')} OR (${PUBLISHED})`),
  ...forRoles(OFFICERS, `${placedWithin('regency_code')} OR (${PUBLISHED})`),
  PROGRAM_MANAGER: 'true',
});

const partners = (condition: string) => byRole(forRoles(PARTNERS, condition));
const OWN = ofOwnEmployer('employer_id');

const tables: Readonly<Record<string, RowPolicies>> = {
  employer: { select: EMPLOYER_SELECT },
  quota_report: { select: QUOTA_SELECT },
  quota_rule: { select: ANYONE },
  vacancy: { select: VACANCY_SELECT },
  agreement: { select: partners(OWN) },
  ...PARTNER_USER_POLICIES,
  ...matchPolicies,
  ...cardPolicies,
  consent_ref: {},
  referral: {
    select: byRole({
      ...forRoles(PARTNERS, `${OWN} AND status <> 'NOMINATED'`),
      SENTRA_OFFICER: `centre_id = ${VIEWER.sentra}`,
      SUPERVISOR: placedWithin('region_code'),
    }),
  },
  transition_event: {},
  client_key: {},
  outbox: {},
  // How old a copy is is no secret: steps that decide on one ask, in the name of whoever takes them.
  relay_position: { select: ANYONE },
  import_run: {},
  quarantine: {},
  migration: {},
};

/**
 * The rows about employers a viewer has, whatever statement asks: the rules of the row scopes (`*.access.ts`). Only the
 * platform itself writes here.
 */
export const employersRowSecurity: RowSecurity = { tables };
