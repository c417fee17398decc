import type { DemoPart } from '../../../shared/machine';
import { ACCOUNTS_DEMO } from './accounts';
import { REFERRALS_DEMO } from './referrals';

/** What partners and the ministry have agreed and done in the demo nation, in the order it is planted. */
export const EMPLOYERS_DEMO: readonly DemoPart[] = [ACCOUNTS_DEMO, REFERRALS_DEMO];
