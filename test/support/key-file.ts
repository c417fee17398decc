import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRingFile } from '../../platform/keyring/ring-file';
import { keyFileText, readTimedKeys } from '../../shared/config';
import type { Config, RingUse } from '../../shared/config';
import { testConfig } from './database';

/** A key file of one test, with the demo keys in it, in a folder of its own. */
export interface TestKeyFile extends AsyncDisposable {
  readonly path: string;
  /** Moves every key an hour into the past, as if nobody had touched the file since. */
  age(): Promise<void>;
  remove(): Promise<void>;
}

export async function openKeyFileOfTest(): Promise<TestKeyFile> {
  const folder = await mkdtemp(join(tmpdir(), 'berdaya-keys-'));
  const path = join(folder, 'keys.json');
  await createRingFile(path, testConfig());
  const remove = () => rm(folder, { recursive: true });
  return {
    path,
    async age() {
      const rings = Object.entries(readTimedKeys(path, { mode: 'demo' })).map(([use, keys]) => {
        return [use, keys.map((key) => ({ ...key, activeFrom: Math.max(0, key.activeFrom - 3_600_000) }))];
      });
      await writeFile(path, keyFileText(Object.fromEntries(rings)));
      await chmod(path, 0o600);
    },
    remove,
    [Symbol.asyncDispose]: remove,
  };
}

/** Waits until a process that follows its key file writes with this key. */
export async function untilCurrent({ keys }: Config, use: RingUse, id: string): Promise<void> {
  while (keys[use].current.id !== id) await sleep(20);
}
