import { loadConfig } from '../shared/config';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { withSchemas } from './database/session';
import { checkNation, tableOf } from './demo/check/check';

/** `npm run nation:check`: the demo nation beside the published figures; ends with 1 where one lies outside of its band. */
void runMain(async () => {
  const config = loadConfig();
  const findings = await withSchemas(config, (members) =>
    step('Measuring the nation', () => checkNation(members, config.scale)),
  );
  process.stdout.write(tableOf(findings));
  if (findings.some(({ isWithin }) => !isWithin)) process.exitCode = 1;
});
