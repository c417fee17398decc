import { z } from 'zod';
import { CodedError } from '../errors';
import { demoDciRing, isDemoKey, parseKeyRing } from './keys';
import type { KeyRing } from './keys';

/** Settings of the DCI adapter. */
export const dciEnvironment = {
  DCI_ID: z
    .string()
    .regex(/^[\w.-]{1,99}$/, 'an id has letters, digits, dots and dashes')
    .default('berdaya'),
  DCI_CLIENTS: z.string().optional(),
  DCI_SIGNING_KEYS: z.string().optional(),
} as const;

/** How the platform speaks with registries and programmes elsewhere. */
export interface DciConfig {
  /** What it calls itself as sender and receiver. */
  readonly id: string;
  /** File of the registered senders; none: nobody may ask. */
  readonly clientsFile: string | undefined;
  /** Ed25519 keys answers are signed with; undefined in production where nobody may ask. */
  readonly keys: KeyRing | undefined;
}

interface Settings {
  readonly BERDAYA_MODE: 'demo' | 'production';
  readonly DCI_ID: string;
  readonly DCI_CLIENTS?: string;
  readonly DCI_SIGNING_KEYS?: string;
}

/** @throws CodedError CONFIG_INVALID */
export function readDci({
  BERDAYA_MODE: mode,
  DCI_ID: id,
  DCI_CLIENTS: clientsFile,
  DCI_SIGNING_KEYS: text,
}: Settings): DciConfig {
  if (text === undefined) {
    if (mode === 'demo') return { id, clientsFile, keys: demoDciRing() };
    if (clientsFile !== undefined) throw invalid('must be set in production mode with DCI_CLIENTS');
    return { id, clientsFile, keys: undefined };
  }
  const keys = parseKeyRing(text);
  if (!keys) throw invalid('must look like id:base64 with 32 bytes each');
  if (mode === 'production' && keys.keys.some(isDemoKey)) throw invalid('demo keys are refused in production mode');
  return { id, clientsFile, keys };
}

function invalid(reason: string): CodedError {
  return new CodedError('CONFIG_INVALID', { name: 'DCI_SIGNING_KEYS', reason });
}
