import { loadConfig } from '../shared/config';
import { openGatewayMember } from './budget/member';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { withSchemas } from './database/session';
import { verifyLedgers } from './ledger/verify';

/** `npm run ledger:verify`: recomputes every chain of the read ledgers; exit code 1 if one is not what it was. */
void runMain(async () => {
  const config = loadConfig(undefined, 'ledger');
  const { breaks, ...counts } = await withSchemas(config, async (members, adminUrl) => {
    const gateway = await openGatewayMember(adminUrl, config);
    const verify = () => verifyLedgers([...members, gateway], config.keys.ledger);
    return step('Verifying the read ledgers', verify).finally(() => gateway.database.close());
  });
  for (const found of breaks) process.stdout.write(`${JSON.stringify(found)}\n`);
  process.stdout.write(`${JSON.stringify({ ...counts, broken: breaks.length })}\n`);
  if (breaks.length > 0) process.exitCode = 1;
});
