import { parseArgs } from 'node:util';
import { loadConfig } from '../shared/config';
import { createFieldCipher } from '../shared/database';
import { CodedError } from '../shared/errors';
import { systemActor } from '../shared/viewer';
import { scoreDefects } from '../subgraphs/beneficiaries/quality/score';
import type { DefectScore } from '../subgraphs/beneficiaries/quality/score';
import { readTruth } from '../subgraphs/beneficiaries/quality/truth';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';

const USAGE = 'npm run nation:score -- --truth FILE';

/** `npm run nation:score`: how many of the generator's planted defects the registry found. */
void runMain(async () => {
  const config = loadConfig();
  const truth = await readTruth(fileOf(process.argv.slice(2)), createFieldCipher(config.keys));
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
  try {
    const { values } = parseArgs({ args: [...args], options: { truth: { type: 'string' } } });
    if (values.truth !== undefined) return values.truth;
  } catch {
    // An unknown option is answered like a missing file.
  }
  throw new CodedError('USAGE', { usage: USAGE });
}

/** A Markdown table that is aligned in a terminal too. */
function tableOf(scores: readonly DefectScore[]): string {
  const share = (value: number | null) => (value === null ? '-' : value.toFixed(3));
  const rows = [
    ['defect', 'planted', 'found', 'precision', 'recall'],
    ...scores.map(({ defect, injected, found, precision, recall }) => [
      ...[defect, String(injected), String(found)],
      ...[share(precision), share(recall)],
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((place) => Math.max(...rows.map((row) => row[place]?.length ?? 0)));
  const lineOf = (row: readonly string[]) =>
    `| ${row.map((cell, place) => (place === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[place] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, place) => '-'.repeat(width + 1) + (place === 0 ? '-' : ':')).join('|')}|`;
  const [head = [], ...body] = rows;
  return [lineOf(head), rule, ...body.map(lineOf), ''].join('\n');
}
