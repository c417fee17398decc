import type { AnyMachine } from '../../shared/machine';
import { EMPLOYER_MACHINE } from './employer/employer';
import { REFERRAL_MACHINE } from './referral/referral';
import { PARTNER_USER_MACHINE } from './partner-user/partner-user';
import { VACANCY_MACHINE } from './vacancy/vacancy';

/** Every state machine of this subgraph with the table that holds its records. */
export const EMPLOYERS_MACHINES: readonly { readonly machine: AnyMachine; readonly table: string }[] = [
  { machine: EMPLOYER_MACHINE, table: 'employer' },
  { machine: VACANCY_MACHINE, table: 'vacancy' },
  { machine: REFERRAL_MACHINE, table: 'referral' },
  { machine: PARTNER_USER_MACHINE, table: 'partner_user' },
];
