import { ANYONE, VIEWER, byRole, forRoles, placedWithin, somePlaceWithin } from '../../shared/database';
import type { RowPolicies, RowSecurity } from '../../shared/database';
import { stepPolicies } from '../../shared/machine';
import { AGREEMENT_POLICIES } from './agreement/agreement.policies';
import { NOTICE_SELECT, boardPolicies } from './board/board.policies';
import { cardPolicies } from './card/card.policies';
import { EMPLOYERS_MACHINES } from './machines';
import { matchPolicies } from './match/match.policies';
import {
  PARTNERS,
  PARTNER_USER_FUNCTIONS,
  PARTNER_USER_POLICIES,
  ofOwnEmployer,
} from './partner-user/partner-user.policies';
import { QUOTA_POLICIES } from './quota/quota.policies';
import { referralPolicies } from './referral/referral.policies';

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
/** What an administrator without an employer has applied for. */
const OWN_APPLICATION = `${VIEWER.employer} IS NULL AND applied_by = ${VIEWER.subject}`;
const APPLICANTS = byRole({
  PROGRAM_MANAGER: `status = 'APPLIED' AND applied_by = ${VIEWER.subject}`,
  PARTNER_ADMIN: `status = 'APPLIED' AND ${OWN_APPLICATION}`,
});
const EMPLOYER_SELECT = byRole({
  ...forRoles([...OTHERS, 'ANALYST'], ACTIVE),
  PARTNER_RECRUITER: `${ACTIVE} OR ${ofOwnEmployer('id')}`,
  PARTNER_ADMIN: `${ACTIVE} OR ${ofOwnEmployer('id')} OR (${OWN_APPLICATION})`,
  ...forRoles(OFFICERS, `${ACTIVE} OR ${somePlaceWithin('regency_codes')}`),
  ...forRoles(['PROGRAM_MANAGER', 'DPO'], 'true'),
});

const PUBLISHED = `status = 'PUBLISHED' AND employer_status = 'ACTIVE'`;
/** Those of referrals the viewer sees: their own policy decides. */
const OF_REFERRALS = 'EXISTS (SELECT FROM referral seen WHERE seen.vacancy_id = vacancy.id)';
const VACANCY_SELECT = byRole({
  ...forRoles([...OTHERS, 'ANALYST', 'DPO'], PUBLISHED),
  SENTRA_OFFICER: `${PUBLISHED} OR ${OF_REFERRALS}`,
  CITIZEN: `${PUBLISHED} OR ${OF_REFERRALS}`,
  ...forRoles(PARTNERS, `${ofOwnEmployer('employer_id')} OR (${PUBLISHED})`),
  DINSOS: `${placedWithin('regency_code')} OR (${PUBLISHED})`,
  SUPERVISOR: `${placedWithin('regency_code')} OR (${PUBLISHED}) OR ${OF_REFERRALS}`,
  PROGRAM_MANAGER: 'true',
});

const OWN = ofOwnEmployer('employer_id');
const VACANCY_OWN = byRole(forRoles(PARTNERS, OWN));
/** Whose vacancy somebody takes a step of: the own one, or to close it any. */
const VACANCY_STEP = byRole({ ...forRoles(PARTNERS, OWN), PROGRAM_MANAGER: 'true' });

const steps = stepPolicies(Object.fromEntries(EMPLOYERS_MACHINES.map(({ machine, table }) => [machine.name, table])));

const tables: Readonly<Record<string, RowPolicies>> = {
  employer: { select: EMPLOYER_SELECT, insert: APPLICANTS, update: byRole({ PROGRAM_MANAGER: 'true' }) },
  ...QUOTA_POLICIES,
  vacancy: { select: VACANCY_SELECT, insert: VACANCY_OWN, update: VACANCY_STEP },
  skill: { select: ANYONE },
  vacancy_rule: { select: ANYONE },
  minimum_wage: { select: ANYONE },
  ...AGREEMENT_POLICIES,
  partner_rule: { select: ANYONE },
  invitation_attempt: {},
  ...PARTNER_USER_POLICIES,
  ...matchPolicies,
  ...cardPolicies,
  consent_ref: {},
  ...referralPolicies,
  ...steps,
  outbox: { ...steps.outbox, select: NOTICE_SELECT },
  ...boardPolicies,
  // How old a copy is is no secret: whoever decides on one asks, in the own name.
  relay_position: { select: ANYONE },
  import_run: {},
  quarantine: {},
  migration: {},
};

/**
 * The rows about employers a viewer has, whatever statement asks: the rules of the row scopes (`*.access.ts`). Partners
 * write their own vacancies; the rest is the platform's.
 */
export const employersRowSecurity: RowSecurity = { functions: PARTNER_USER_FUNCTIONS, tables };
