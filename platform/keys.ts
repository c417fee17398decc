import { setTimeout as sleep } from 'node:timers/promises';
import { RING_USES, childEnvironment, loadConfig, readTimedKeys } from '../shared/config';
import type { Config, RingUse } from '../shared/config';
import { CodedError } from '../shared/errors';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { withSchemas } from './database/session';
import { resealAll } from './keyring/reseal';
import { retireKey } from './keyring/retirement';
import { NOTICE_SECONDS, createRingFile, rotateRing, shareRings } from './keyring/ring-file';

const RING = RING_USES.join('|');
const USAGE = `npm run keys -- init FILE | list | rotate ${RING} | reseal | retire ${RING} ID | share FILE ${RING}...`;

/** `npm run keys`: rotation of keys while the platform serves; docs/operations.md has the order. */
void runMain(async () => {
  const [command, ...args] = process.argv.slice(2);
  const [first, second] = args;
  if (command === 'init' && first !== undefined && args.length === 1) return init(first);
  const config = loadConfig(undefined, 'keys');
  if (command === 'reseal' && args.length === 0) return reseal(config);
  const path = getPath(config);
  if (command === 'list' && args.length === 0) return list(path, config);
  if (command === 'rotate' && args.length === 1) return rotate(path, ringOf(first), config);
  if (command === 'retire' && second !== undefined && args.length === 2) {
    await retireKey(path, ringOf(first), second, config, (work) => withSchemas(config, work));
    return say(`${second} is gone from ring ${String(first)}`);
  }
  if (command === 'share' && first !== undefined && args.length > 1) {
    return shareRings(path, first, args.slice(1).map(ringOf), config);
  }
  throw new CodedError('USAGE', { usage: USAGE });
});

async function init(path: string): Promise<void> {
  await createRingFile(path, loadConfig(childEnvironment({ KEY_FILE: '' }), 'keys'));
  say(`${path} holds the keys of the environment; start every process with KEY_FILE=${path}`);
}

function list(path: string, config: Config): void {
  for (const [use, keys] of Object.entries(readTimedKeys(path, config))) {
    const current = keys.find(({ activeFrom }) => activeFrom <= Date.now());
    for (const key of keys) {
      const state = key === current ? 'current' : key.activeFrom > Date.now() ? 'known' : 'earlier';
      say([use, key.id, state, new Date(key.activeFrom).toISOString()].join('\t'));
    }
  }
}

async function rotate(path: string, use: RingUse, config: Config): Promise<void> {
  const { id, activeFrom } = await rotateRing(path, use, config);
  say(`${id} will be the current key of ring ${use} from ${new Date(activeFrom).toISOString()}`);
}

async function reseal(config: Config): Promise<void> {
  await untilActive(config);
  const reports = await withSchemas(config, (members) =>
    step('Sealing anew', (report) => resealAll(members, config, report)),
  );
  for (const { name, resealed, busy, unreadable } of reports) {
    say(`${name}: ${resealed} sealed anew, ${busy} busy, ${unreadable} unreadable`);
  }
  if (reports.some(({ busy, unreadable }) => busy + unreadable > 0)) process.exitCode = 1;
}

/** A key that was added a moment ago is the one to seal with, as soon as every process seals with it. */
async function untilActive(config: Config): Promise<void> {
  if (config.keyFile === undefined) return;
  const newest = readTimedKeys(config.keyFile, config).field?.[0];
  const wait = newest === undefined ? 0 : newest.activeFrom + NOTICE_SECONDS * 1_000 - Date.now();
  if (wait > 0) await step('Waiting until every process seals with the new key', () => sleep(wait));
}

function getPath({ keyFile }: Config): string {
  if (keyFile === undefined) throw new CodedError('CONFIG_INVALID', { name: 'KEY_FILE', reason: 'must be set' });
  return keyFile;
}

function ringOf(given: string | undefined): RingUse {
  const use = RING_USES.find((each) => each === given);
  if (!use) throw new CodedError('USAGE', { usage: USAGE });
  return use;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
