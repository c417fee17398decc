import { parseArgs } from 'node:util';
import { CodedError } from '../../../shared/errors';
import { runMain } from '../../console/exit';
import { step } from '../../console/progress';
import { generateNation } from './nation';
import type { NationOptions } from './nation';

const USAGE = 'npm run nation -- --out DIR [--scale 1:10000] [--seed 7]';

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  const { counts } = await step('Making the nation', (onProgress) => generateNation({ ...options, onProgress }));
  const rows = Object.entries(counts).map(([file, count]) => `${file} ${count}`);
  process.stdout.write(`${options.out}: ${rows.join(', ')}\n`);
}

function optionsOf(argv: string[]): NationOptions {
  const { scale, seed, out } = flagsOf(argv);
  if (out === undefined) throw new CodedError('USAGE', { usage: USAGE });
  const denominator = /^(?:1:)?([1-9]\d{0,8})$/.exec(scale)?.[1];
  if (denominator === undefined) throw invalid('--scale', 'a scale looks like 1:10000');
  if (!/^\d{1,10}$/.test(seed)) throw invalid('--seed', 'a whole number from 0 to 4294967295 is needed');
  return { scale: Number(denominator), seed: Number(seed), out };
}

function flagsOf(args: string[]): { scale: string; seed: string; out?: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        scale: { type: 'string', default: '1:10000' },
        seed: { type: 'string', default: '7' },
        out: { type: 'string' },
      },
    });
    return values;
  } catch {
    throw new CodedError('USAGE', { usage: USAGE });
  }
}

function invalid(name: string, reason: string): CodedError {
  return new CodedError('CONFIG_INVALID', { name, reason });
}

void runMain(main);
