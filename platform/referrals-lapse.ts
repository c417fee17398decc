import { loadConfig } from '../shared/config';
import { systemActor } from '../shared/viewer';
import { runReferralRules } from '../subgraphs/employers/referral/revoke-by-rule';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';
import { drainAll } from './relay';

/**
 * `npm run referrals:lapse`: lets referrals lapse that nobody answered in time, and takes back those whose consent or partnership is
 * over. A running platform does so each minute. One line a rule on stdout.
 */
void runMain(async () => {
  const report = await withSchemas(loadConfig(), (members) =>
    step('Looking for referrals whose time is over', async () => {
      await drainAll(members);
      return getMember(members, 'employers').database.bulk(systemActor('rules'), runReferralRules);
    }),
  );
  for (const line of report) process.stdout.write(`${JSON.stringify(line)}\n`);
});
