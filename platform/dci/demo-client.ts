import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, Key } from '../../shared/config';
import { fileError, systemCodeOf } from '../../shared/errors';
import type { Sender } from '../../subgraphs/beneficiaries/dci/sender';
import { defaultDataDirectory } from '../demo/data-directory';
import { publicJwk } from './signature';

/** The sender a demo knows: an information system of the social affairs office of regency 32.04. */
export const DEMO_SENDER = 'spmis.dinsos-3204.example';

const CLIENTS_FILE = 'dci-clients.json';
const KEY_FILE = 'dci-demo-client.key';
const KEY_ID = 'demo-client';

/** What the demo sender may do, beside its key. */
const RULES: Omit<Sender, 'keys'> = {
  senderId: DEMO_SENDER,
  viewer: { role: 'DINSOS', regionCodes: ['3204'], programCodes: [] },
  purposes: [
    {
      code: 'VERIFIKASI',
      purpose: 'VERIFIKASI',
      legalBasis: 'public task (UU PDP 27/2022 art. 20 par. 2); demo, no decree stands behind it',
    },
    { code: 'LAYANAN', purpose: 'LAYANAN' },
  ],
  consentDays: 365,
  maxRecords: 500,
};

/**
 * The file of registered senders: the one that is set, or in a demo one with a sender whose key is made here, the first time.
 * @throws CodedError NOT_WRITABLE, DISK_FULL
 */
export function demoClientsFile({ mode, dci, dataDir }: Config): string | undefined {
  if (dci.clientsFile !== undefined || mode !== 'demo') return dci.clientsFile;
  const folder = dataDir ?? defaultDataDirectory();
  const file = join(folder, CLIENTS_FILE);
  const sender: Sender = { ...RULES, keys: [publicJwk(openKey(folder))] };
  write(file, `${JSON.stringify([sender], null, 2)}\n`, 0o644);
  return file;
}

/**
 * The private key of the demo sender, as it was left in the data directory.
 * @throws CodedError NOT_WRITABLE, DISK_FULL
 */
export function demoClientKey({ dataDir }: Pick<Config, 'dataDir'>): Key {
  return openKey(dataDir ?? defaultDataDirectory());
}

function openKey(folder: string): Key {
  const path = join(folder, KEY_FILE);
  try {
    const secret = Buffer.from(readFileSync(path, 'utf8'), 'base64');
    if (secret.length === 32) return { id: KEY_ID, secret };
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') throw fileError(error, path);
  }
  const secret = randomBytes(32);
  mkdirSync(folder, { recursive: true });
  write(path, `${secret.toString('base64')}\n`, 0o600);
  return { id: KEY_ID, secret };
}

function write(path: string, text: string, mode: number): void {
  try {
    writeFileSync(path, text, { mode });
  } catch (error) {
    throw fileError(error, path);
  }
}
