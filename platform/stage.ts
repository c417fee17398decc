import { parseArgs } from 'node:util';
import { loadConfig } from '../shared/config';
import { CodedError } from '../shared/errors';
import { systemActor } from '../shared/viewer';
import { findPeriod } from '../subgraphs/programs/pkh/period';
import type { Period } from '../subgraphs/programs/pkh/period';
import { planPayments } from '../subgraphs/programs/stage-run/plan';
import type { Send } from '../subgraphs/programs/stage-run/send';
import { stageReport } from '../subgraphs/programs/stage-run/report';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';
import { drainAll } from './relay';

const USAGE = 'npm run pkh:stage -- <year> <T1..T4 | month> [--program CODE]';

/** `npm run pkh:stage`: plans the payments of a stage of PKH, or of a month of another program. The report goes to stdout. */
void runMain(async () => {
  const { programCode, period } = readArguments(process.argv.slice(2));
  const actor = systemActor('stage run');
  const run = await withSchemas(loadConfig(), async (members) => {
    // Who died or moved must be known before anybody is paid.
    await drainAll(members);
    return step(`Planning ${programCode} ${period.name}`, () =>
      getMember(members, 'programs').database.bulk(actor, (connection) => {
        // A connection that breaks fails the statement at work, too; without a listener it would end the process first.
        connection.on('error', () => undefined);
        const send: Send = async (text, values) => (await connection.query(text, values && [...values])).rows;
        return planPayments(send, { programCode, period, actor: actor.subject, actorRole: actor.role });
      }),
    );
  });
  process.stdout.write(`${stageReport(run)}\n`);
});

function readArguments(args: readonly string[]): { readonly programCode: string; readonly period: Period } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { program: { type: 'string', default: 'PKH' } },
      allowPositionals: true,
    });
    const period = findPeriod(positionals.join('-'));
    if (period && positionals.length === 2) return { programCode: values.program, period };
  } catch {
    // An unknown option is answered like a missing period.
  }
  throw new CodedError('USAGE', { usage: USAGE });
}
