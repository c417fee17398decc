import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../shared/config';
import { CodedError } from '../shared/errors';
import { reportText } from '../shared/intake';
import { today } from '../subgraphs/beneficiaries/person/person';
import { importRegions } from '../subgraphs/beneficiaries/region/region.import';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';
import { importRegistryFile } from './intake';

const USAGE = 'npm run import -- <file.csv | -> [--rejects FILE]';

/** `npm run import`: takes in one registry file; its header tells which. The report goes to stdout. */
void runMain(async () => {
  const { source, rejectsFile } = readArguments(process.argv.slice(2));
  const config = loadConfig();
  const report = await withSchemas(config, async (members) => {
    await importRegions(getMember(members, 'beneficiaries').database, today());
    const rejects = (layout: string) => rejectsFile ?? join(process.cwd(), `${layout}-rejects.csv`);
    return step(`Importing ${source}`, (tell) =>
      importRegistryFile({ source, config, members, rejects, report: tell }),
    );
  });
  process.stdout.write(`${reportText(report)}\n`);
});

function readArguments(args: readonly string[]): { source: string; rejectsFile?: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { rejects: { type: 'string' } },
      allowPositionals: true,
    });
    const [source, ...rest] = positionals;
    if (source !== undefined && rest.length === 0) return { source, rejectsFile: values.rejects };
  } catch {
    // An unknown option is answered like a missing file.
  }
  throw new CodedError('USAGE', { usage: USAGE });
}
