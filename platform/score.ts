import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse';
import { loadConfig } from '../shared/config';
import type { Config } from '../shared/config';
import { createFieldCipher } from '../shared/database';
import { CodedError } from '../shared/errors';
import { systemActor } from '../shared/viewer';
import { DEFECTS, pairOf, scoreDefects } from '../subgraphs/beneficiaries/quality/score';
import type { Defect, DefectScore } from '../subgraphs/beneficiaries/quality/score';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';

/** A row of truth.csv. */
interface TruthRow {
  readonly subjek: 'PERSON' | 'FAMILY';
  readonly id: string;
  readonly defect: Defect;
  readonly rujukan: string;
}

/** The defects a family has as a whole; the others are looked for at its members. */
const OF_FAMILIES: readonly Defect[] = ['WRONG_REGION', 'ONE_MEMBER_FAMILY', 'INCLUSION', 'EXCLUSION'];

/** `npm run nation:score`: how many of the generator's planted defects the registry found. */
void runMain(async () => {
  const config = loadConfig();
  const truth = await readTruth(fileOf(process.argv.slice(2)), config);
  const scores = await withSchemas(config, (members) =>
    step('Comparing with the truth', () =>
      getMember(members, 'beneficiaries').database.bulk(systemActor('score'), (connection) =>
        scoreDefects(connection, truth),
      ),
    ),
  );
  process.stdout.write(tableOf(scores));
});

function fileOf(args: readonly string[]): string {
  const { values } = parseArgs({ args: [...args], options: { truth: { type: 'string' } }, strict: false });
  if (typeof values.truth === 'string') return values.truth;
  throw new CodedError('USAGE', { usage: 'npm run nation:score -- --truth FILE' });
}

async function readTruth(file: string, config: Config): Promise<Map<Defect, Set<string>>> {
  const cipher = createFieldCipher(config.keys);
  const truth = new Map<Defect, Set<string>>(DEFECTS.map((defect) => [defect, new Set()]));
  const rows = createReadStream(file).pipe(parse({ columns: true })) as AsyncIterable<TruthRow>;
  for await (const { subjek, id, defect, rujukan } of rows) {
    if (OF_FAMILIES.includes(defect) !== (subjek === 'FAMILY')) continue;
    const kind = subjek === 'FAMILY' ? 'family' : 'person';
    const publicId = cipher.publicId(kind, id);
    const other = defect === 'DUPLICATE' ? cipher.publicId(kind, rujukan) : undefined;
    truth.get(defect)?.add(other === undefined ? publicId : pairOf(publicId, other));
  }
  return truth;
}

function tableOf(scores: readonly DefectScore[]): string {
  const share = (value: number | null) => (value === null ? '-' : value.toFixed(3));
  const lines = scores.map(
    ({ defect, injected, found, precision, recall }) =>
      `| ${defect} | ${injected} | ${found} | ${share(precision)} | ${share(recall)} |`,
  );
  return ['| defect | planted | found | precision | recall |', '|---|---|---|---|---|', ...lines, ''].join('\n');
}
