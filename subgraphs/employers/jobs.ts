import type { BulkConnection, Database } from '../../shared/database';
import { systemActor } from '../../shared/viewer';
import { expirePartners } from './agreement/expire';
import { publishCards } from './card/publish';
import { runReferralRules } from './referral/revoke-by-rule';
import { closeOverdue } from './vacancy/vacancy-by-rule';

const job = <Every extends 'DAY' | 'MINUTE'>(
  name: string,
  every: Every,
  work: (connection: BulkConnection) => Promise<number>,
) => ({ name, every, run: (own: Database): Promise<number> => own.bulk(systemActor(name), work) });

/** What has to be done as time passes. */
export const employersJobs = [
  job('partners:expire', 'DAY', expirePartners),
  job('vacancies:close', 'DAY', closeOverdue),
  job('cards', 'DAY', async (connection) => (await publishCards(connection)).published),
  job('referrals:lapse', 'MINUTE', async (connection) => {
    const report = await runReferralRules(connection);
    return report.reduce((sum, { moved }) => sum + moved, 0);
  }),
];
