import { loadConfig } from '../shared/config';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { withSchemas } from './database/session';
import { verifyLedgers } from './ledger/verify';

/** `npm run ledger:verify`: recomputes every chain of the read ledgers; exit code 1 if one is not what it was. */
void runMain(async () => {
  const config = loadConfig(undefined, 'ledger');
  const { breaks, ...counts } = await withSchemas(config, (members) =>
    step('Verifying the read ledgers', () => verifyLedgers(members, config.keys.ledger)),
  );
  for (const found of breaks) process.stdout.write(`${JSON.stringify(found)}\n`);
  process.stdout.write(`${JSON.stringify({ ...counts, broken: breaks.length })}\n`);
  if (breaks.length > 0) process.exitCode = 1;
});
