import { parseArgs } from 'node:util';
import { loadConfig } from '../shared/config';
import { CodedError } from '../shared/errors';
import { runRetention } from '../subgraphs/beneficiaries/right/retention';
import type { RetentionMode } from '../subgraphs/beneficiaries/right/retention';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';

const USAGE = 'npm run retention -- --dry-run | --apply';

/** `npm run retention`: counts, or erases, what has been kept long enough. The report goes to stdout, one line a rule. */
void runMain(async () => {
  const mode = modeOf(process.argv.slice(2));
  const counts = await withSchemas(loadConfig(), (members) =>
    step(mode === 'APPLY' ? 'Erasing what was kept long enough' : 'Counting what was kept long enough', () =>
      runRetention(getMember(members, 'beneficiaries').database, mode),
    ),
  );
  for (const count of counts) process.stdout.write(`${JSON.stringify(count)}\n`);
});

function modeOf(args: readonly string[]): RetentionMode {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { 'dry-run': { type: 'boolean' }, apply: { type: 'boolean' } },
    });
    if (values.apply !== values['dry-run']) return values.apply === true ? 'APPLY' : 'DRY_RUN';
  } catch {
    // An unknown option is answered like a missing one.
  }
  throw new CodedError('USAGE', { usage: USAGE });
}
