import type { DemoPart } from '../../../shared/machine';
import { ACCOUNTS_DEMO } from './accounts';
import { AGREEMENTS_DEMO } from './agreements';
import { MAILBOXES_DEMO } from './mailboxes';
import { REFERRALS_DEMO } from './referrals';

/** What partners and the ministry have agreed and done in the demo nation, in the order it is planted. */
export const EMPLOYERS_DEMO: readonly DemoPart[] = [AGREEMENTS_DEMO, ACCOUNTS_DEMO, MAILBOXES_DEMO, REFERRALS_DEMO];
